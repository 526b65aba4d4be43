"""who left is forgotten: when, and what stays then is of nobody

Revision ID: 0050
Revises: 0049
"""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

KEPT_AFTER = timedelta(days=183)

# What may be nobody's from now on.
OF_NOBODY = (
    ("application_mergers", "merged_by_id"),
    ("network_imports", "made_by_id"),
    ("nominations", "nominator_id"),
    ("office_texts", "written_by_id"),
)

# By what the database finds, without reading everything, that nothing refers to an account or a membership any more.
INDEXED = (
    ("appointments", "appointed_by_id"),
    ("application_mergers", "membership_id"),
    ("application_mergers", "merged_by_id"),
    ("application_messages", "author_id"),
    ("application_notes", "author_id"),
    ("application_votes", "reviewer_id"),
    ("applications", "decided_by_id"),
    ("disclosures", "reviewer_id"),
    ("invitations", "invited_by_id"),
    ("mailings", "sent_by_id"),
    ("membership_disclosures", "reviewer_id"),
    ("message_reports", "reader_id"),
    ("network_imports", "made_by_id"),
    ("objections", "decided_by_id"),
    ("office_texts", "written_by_id"),
    ("order_payments", "noted_by_id"),
    ("rechecks", "decided_by_id"),
    ("waiting_entries", "first_by_id"),
)

ACCOUNTS = sa.table("accounts", sa.column("id", sa.Integer), sa.column("forget_on", sa.Date))
MEMBERSHIPS = sa.table(
    "memberships", sa.column("account_id", sa.Integer), sa.column("status", sa.String), sa.column("ended_on", sa.Date)
)


def _let_be_nobodys(nullable):
    for table, column in OF_NOBODY:
        with op.batch_alter_table(table) as changed:
            changed.alter_column(column, existing_type=sa.Integer(), nullable=nullable)


def _say_when():
    """Who is no member: six months after they left; of others we do not know when they last signed in."""
    is_member = sa.exists().where(MEMBERSHIPS.c.account_id == ACCOUNTS.c.id, MEMBERSHIPS.c.status != "ended")
    today = op.get_bind().scalar(sa.select(sa.type_coerce(sa.func.current_date(), sa.Date)))
    op.execute(ACCOUNTS.update().where(~is_member).values(forget_on=today + KEPT_AFTER))
    left = sa.select(MEMBERSHIPS.c.account_id, sa.func.max(MEMBERSHIPS.c.ended_on).label("left_on"))
    rows = op.get_bind().execute(left.group_by(MEMBERSHIPS.c.account_id)).all()
    ends = [{"account": row.account_id, "on": row.left_on + KEPT_AFTER} for row in rows if row.left_on is not None]
    if ends:
        sooner = ACCOUNTS.update().where(ACCOUNTS.c.id == sa.bindparam("account"), ACCOUNTS.c.forget_on.is_not(None))
        op.get_bind().execute(sooner.values(forget_on=sa.bindparam("on")), ends)


def upgrade():
    op.add_column("accounts", sa.Column("forget_on", sa.Date(), nullable=True))
    op.add_column("accounts", sa.Column("forget_told_on", sa.Date(), nullable=True))
    op.create_index(op.f("ix_accounts_forget_on"), "accounts", ["forget_on"])
    _say_when()
    _let_be_nobodys(nullable=True)
    for table, column in INDEXED:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade():
    for table, column in INDEXED:
        op.drop_index(op.f(f"ix_{table}_{column}"), table)
    for table, column in OF_NOBODY:
        # Somebody's it has to be again.
        rows = sa.table(table, sa.column(column))
        first = sa.select(sa.func.min(ACCOUNTS.c.id)).scalar_subquery()
        op.execute(rows.update().where(rows.c[column].is_(None)).values({column: first}))
    _let_be_nobodys(nullable=False)
    op.drop_index(op.f("ix_accounts_forget_on"), "accounts")
    for column in ("forget_told_on", "forget_on"):
        op.drop_column("accounts", column)
