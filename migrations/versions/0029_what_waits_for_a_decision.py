"""what waits for a decision on an application, and what was paid

Revision ID: 0029
Revises: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

OUTCOMES = (
    "confirmed",
    "full",
    "rejected",
    "withdrawn",
    "too_late",
    "given_up",
    "registration_cancelled",
    "event_cancelled",
)


def upgrade():
    op.create_table(
        "pending_terms",
        sa.Column("ticket_type_id", sa.Integer(), nullable=False),
        sa.Column("open_ticket_type_id", sa.Integer(), nullable=False),
        sa.Column("hold_hours", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_type_id"], ["ticket_types.id"], name=op.f("fk_pending_terms_ticket_type_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["open_ticket_type_id"],
            ["ticket_types.id"],
            name=op.f("fk_pending_terms_open_ticket_type_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("ticket_type_id", name=op.f("pk_pending_terms")),
    )
    op.create_index(op.f("ix_pending_terms_open_ticket_type_id"), "pending_terms", ["open_ticket_type_id"])
    op.create_table(
        "pending_tickets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("ticket_type_id", sa.Integer(), nullable=False),
        sa.Column("open_ticket_type_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("price_cents", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("holds_place", sa.Boolean(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Enum(*OUTCOMES, name="outcome", native_enum=False, length=40), nullable=True),
        sa.CheckConstraint(
            "outcome IS NULL OR NOT holds_place", name=op.f("ck_pending_tickets_nothing_held_when_over")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_pending_tickets_event_id")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_pending_tickets_registration_id")
        ),
        sa.ForeignKeyConstraint(
            ["ticket_type_id"], ["ticket_types.id"], name=op.f("fk_pending_tickets_ticket_type_id")
        ),
        sa.ForeignKeyConstraint(
            ["open_ticket_type_id"], ["ticket_types.id"], name=op.f("fk_pending_tickets_open_ticket_type_id")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_pending_tickets_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pending_tickets")),
        sa.UniqueConstraint("public_id", name=op.f("uq_pending_tickets_public_id")),
    )
    waiting = sa.text("outcome IS NULL")
    op.create_index(
        "uq_pending_tickets_waiting",
        "pending_tickets",
        ["registration_id"],
        unique=True,
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
    op.create_index("ix_pending_tickets_event", "pending_tickets", ["event_id", "outcome"])
    op.create_index("ix_pending_tickets_account", "pending_tickets", ["account_id", "outcome"])
    op.create_index(op.f("ix_pending_tickets_registration_id"), "pending_tickets", ["registration_id"])
    op.create_index(op.f("ix_pending_tickets_ticket_type_id"), "pending_tickets", ["ticket_type_id"])
    op.create_index(op.f("ix_pending_tickets_open_ticket_type_id"), "pending_tickets", ["open_ticket_type_id"])
    op.create_table(
        "order_payments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noted_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("cents != 0", name=op.f("ck_order_payments_not_nothing")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_payments_order_id")),
        sa.ForeignKeyConstraint(["noted_by_id"], ["accounts.id"], name=op.f("fk_order_payments_noted_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_payments")),
        sa.UniqueConstraint("public_id", name=op.f("uq_order_payments_public_id")),
    )
    op.create_index(op.f("ix_order_payments_order_id"), "order_payments", ["order_id"])


def downgrade():
    op.drop_table("order_payments")
    op.drop_table("pending_tickets")
    op.drop_table("pending_terms")
