"""answers to invitations, until when one changes by oneself, what cancelling costs, and handing a ticket over

Revision ID: 0034
Revises: 0029
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0029"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade():
    for name in ("changes_close_at", "free_until"):
        op.add_column("events", sa.Column(name, MOMENT, nullable=True))
    op.add_column("events", sa.Column("late_percentage", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("events", sa.Column("invitations_reminded_days", sa.Integer(), nullable=True))
    op.add_column("invitations", sa.Column("language", sa.String(length=2), nullable=False, server_default="nl"))
    for name in ("reminded_at", "declined_at"):
        op.add_column("invitations", sa.Column(name, MOMENT, nullable=True))
    op.add_column("registrations", sa.Column("cancellation_cents", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "handovers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("from_email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("was_taken", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_handovers_event_id")),
        sa.ForeignKeyConstraint(["registration_id"], ["registrations.id"], name=op.f("fk_handovers_registration_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handovers")),
        sa.UniqueConstraint("public_id", name=op.f("uq_handovers_public_id")),
    )
    op.create_index(op.f("ix_handovers_event_id"), "handovers", ["event_id"])
    op.create_index(op.f("ix_handovers_registration_id"), "handovers", ["registration_id"])
    op.create_index(
        "uq_handovers_open",
        "handovers",
        ["registration_id"],
        unique=True,
        sqlite_where=sa.text("settled_at IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL"),
    )


def downgrade():
    op.drop_table("handovers")
    op.drop_column("registrations", "cancellation_cents")
    for name in ("declined_at", "reminded_at", "language"):
        op.drop_column("invitations", name)
    for name in ("invitations_reminded_days", "late_percentage", "free_until", "changes_close_at"):
        op.drop_column("events", name)
