"""people wait for a place in the order in which they joined, and places are kept aside for who stands first

Revision ID: 0036
Revises: 0035
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
STATES = ("waiting", "offered", "taken", "lapsed", "left", "ended")


def _reference(table, column, target):
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))


def _named(table):
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("public_id", name=op.f(f"uq_{table}_public_id")),
    )


def upgrade():
    for table in ("ticket_types", "quotas"):
        op.add_column(table, sa.Column("saved", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "waiting_parties",
        *_named("waiting_parties"),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("invitation_id", sa.Integer(), nullable=True),
        sa.Column("contact_name", sa.String(length=100), nullable=False),
        sa.Column("contact_email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("invoice_reference", sa.String(length=100), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("joined_at", MOMENT, nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        _reference("waiting_parties", "event_id", "events"),
        _reference("waiting_parties", "account_id", "accounts"),
        _reference("waiting_parties", "invitation_id", "invitations"),
    )
    op.create_index(op.f("ix_waiting_parties_event_id"), "waiting_parties", ["event_id"])
    op.create_index(op.f("ix_waiting_parties_account_id"), "waiting_parties", ["account_id"])
    op.create_table(
        "waiting_entries",
        *_named("waiting_entries"),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.Enum(*STATES, native_enum=False, length=40), nullable=False),
        sa.Column("offered_until", MOMENT, nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("ended_why", sa.String(length=40), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("saves_until", MOMENT, nullable=True),
        sa.Column("rests_until", MOMENT, nullable=True),
        sa.Column("passes", sa.Integer(), nullable=False),
        sa.Column("first_at", MOMENT, nullable=True),
        sa.Column("first_reason", sa.String(length=300), nullable=False),
        sa.Column("first_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(state = 'offered') = (offered_until IS NOT NULL)", name=op.f("ck_waiting_entries_offered_until_then")
        ),
        _reference("waiting_entries", "party_id", "waiting_parties"),
        _reference("waiting_entries", "event_id", "events"),
        _reference("waiting_entries", "order_id", "orders"),
        _reference("waiting_entries", "first_by_id", "accounts"),
        sa.UniqueConstraint("event_id", "number", name=op.f("uq_waiting_entries_event_id_number")),
    )
    op.create_index(op.f("ix_waiting_entries_party_id"), "waiting_entries", ["party_id"])
    op.create_index("ix_waiting_entries_queue", "waiting_entries", ["event_id", "state", "number"])
    op.create_index("ix_waiting_entries_due", "waiting_entries", ["state", "offered_until"])
    op.create_table(
        "waiting_attendees",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("ticket_type_id", sa.Integer(), nullable=False),
        sa.Column("is_contact", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("organisation_name", sa.String(length=200), nullable=False),
        sa.Column("dietary_wishes", sa.String(length=200), nullable=False),
        _reference("waiting_attendees", "entry_id", "waiting_entries"),
        _reference("waiting_attendees", "ticket_type_id", "ticket_types"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_attendees")),
    )
    for column in ("entry_id", "ticket_type_id", "email"):
        op.create_index(op.f(f"ix_waiting_attendees_{column}"), "waiting_attendees", [column])


def downgrade():
    for table in ("waiting_attendees", "waiting_entries", "waiting_parties"):
        op.drop_table(table)
    for table in ("quotas", "ticket_types"):
        with op.batch_alter_table(table) as batch:
            batch.drop_column("saved")
