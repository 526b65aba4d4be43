"""the year of a membership

Revision ID: 0009
Revises: 0012
"""

from datetime import date, timedelta

import sqlalchemy as sa
from alembic import op

from okprofs.kernel.clock import today
from okprofs.kernel.search import fold, sort_name

revision = "0009"
down_revision = "0012"
branch_labels = None
depends_on = None

ASKED = timedelta(days=30)

NAME = sa.String(200).with_variant(sa.VARCHAR(200, collation="C"), "postgresql")
INDEXES = {
    "ix_memberships_sort_name": ["sort_name"],
    "ix_memberships_spoken_name": ["spoken_name"],
    "ix_memberships_ends_on": ["ends_on"],
    "ix_memberships_due": ["next_step", "next_step_on", "id"],
    "ix_memberships_status": ["status", "number"],
    "ix_memberships_category": ["category", "number"],
    "ix_memberships_status_category": ["status", "category", "number"],
}


def upgrade():
    # Defaults for the rows that stand: to tighten a column later, SQLite would copy a table that others point to.
    for column in (
        sa.Column("sort_name", NAME, nullable=False, server_default=""),
        sa.Column("spoken_name", NAME, nullable=False, server_default=""),
        sa.Column("category", sa.String(40), nullable=False, server_default="professional"),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=False, server_default="2011-11-10"),
        sa.Column("confirm_by", sa.Date(), nullable=True),
        sa.Column("next_step", sa.String(40), nullable=True),
        sa.Column("next_step_on", sa.Date(), nullable=True),
        sa.Column("card_token", sa.String(64), nullable=True),
        sa.Column("card_shows_name", sa.Boolean(), nullable=False, server_default=sa.false()),
    ):
        op.add_column("memberships", column)
    for name, columns in INDEXES.items():
        op.create_index(name, "memberships", columns)
    op.create_index("uq_memberships_card_token", "memberships", ["card_token"], unique=True)
    op.create_table(
        "rechecks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(20), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organisation_name", sa.String(200), nullable=False),
        sa.Column("function_title", sa.String(100), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("rule_set", sa.String(40), nullable=False),
        sa.Column("outcome", sa.String(40), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["decided_by_id"], ["accounts.id"], name=op.f("fk_rechecks_decided_by_id_accounts")),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["memberships.id"], name=op.f("fk_rechecks_membership_id_memberships")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rechecks")),
        sa.UniqueConstraint("public_id", name=op.f("uq_rechecks_public_id")),
    )
    op.create_index("ix_rechecks_membership_id", "rechecks", ["membership_id"])
    op.create_index("ix_rechecks_waiting", "rechecks", ["decided_at", "at", "id"])
    is_open = sa.text("decided_at IS NULL")
    op.create_index(
        "uq_rechecks_open", "rechecks", ["membership_id"], unique=True, sqlite_where=is_open, postgresql_where=is_open
    )
    plan_the_years_that_run()
    write_names()


def write_names():
    names = sa.text("SELECT memberships.id, name FROM memberships JOIN accounts ON accounts.id = account_id")
    rows = [
        {"id": found, "sorted": sort_name(name), "spoken": fold(name)[:200]}
        for found, name in op.get_bind().execute(names).all()
    ]
    if rows:
        update = sa.text("UPDATE memberships SET sort_name = :sorted, spoken_name = :spoken WHERE id = :id")
        op.get_bind().execute(update, rows)


def plan_the_years_that_run():
    """Who is a member is asked at their next anniversary, a month from now at the earliest."""
    members = sa.table(
        "memberships",
        sa.column("status", sa.String),
        sa.column("since_on", sa.Date),
        sa.column("confirmed_on", sa.Date),
        sa.column("confirm_by", sa.Date),
        sa.column("next_step", sa.String),
        sa.column("next_step_on", sa.Date),
    )
    connection = op.get_bind()
    for since_on in connection.scalars(sa.select(members.c.since_on).distinct()).all():
        by = first_anniversary(since_on, today() + ASKED)
        year = {"confirm_by": by, "next_step": "ask", "next_step_on": by - ASKED}
        same_day = members.c.since_on == since_on
        connection.execute(sa.update(members).where(same_day).values(confirmed_on=since_on))
        connection.execute(sa.update(members).where(same_day, members.c.status == "active").values(year))


def first_anniversary(since_on, after):
    for year in (after.year, after.year + 1):
        try:
            found = since_on.replace(year=year)
        except ValueError:
            found = date(year, 2, 28)
        if found > max(after, since_on):
            return found
    return first_anniversary(since_on, since_on)


def downgrade():
    op.drop_table("rechecks")
    op.drop_index("uq_memberships_card_token", "memberships")
    for name in INDEXES:
        op.drop_index(name, "memberships")
    for column in (
        "card_shows_name",
        "card_token",
        "next_step_on",
        "next_step",
        "confirm_by",
        "confirmed_on",
        "ends_on",
        "category",
        "spoken_name",
        "sort_name",
    ):
        op.drop_column("memberships", column)
