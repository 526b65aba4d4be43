"""prices have reasons, ticket types a period of sale and numbers of their own, and codes open what is hidden

Revision ID: 0031
Revises: 0030
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
AMOUNTS = ("early_price_cents", "colleague_price_cents", "speaker_price_cents", "most_per_order")
MOMENTS = ("early_ends_at", "sales_open_at", "sales_close_at")


def _name_the_member_price():
    """What was bought at the price for members keeps its reason."""
    op.execute(
        """UPDATE registrations SET price_reason = 'member' WHERE account_id IS NOT NULL AND EXISTS (
        SELECT 1 FROM ticket_types WHERE ticket_types.id = registrations.ticket_type_id
        AND ticket_types.member_price_cents = registrations.price_cents
        AND ticket_types.member_price_cents < ticket_types.price_cents)"""
    )


def upgrade():
    for name in AMOUNTS:
        op.add_column("ticket_types", sa.Column(name, sa.Integer(), nullable=True))
    for name in MOMENTS:
        op.add_column("ticket_types", sa.Column(name, MOMENT, nullable=True))
    op.add_column("ticket_types", sa.Column("least_per_order", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("ticket_types", sa.Column("is_hidden", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "event_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("note", sa.String(length=100), nullable=False),
        sa.Column("discount_cents", sa.Integer(), nullable=False),
        sa.Column("discount_percentage", sa.Integer(), nullable=False),
        sa.Column("most_uses", sa.Integer(), nullable=True),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("ends_at", MOMENT, nullable=True),
        sa.Column("is_stopped", sa.Boolean(), nullable=False),
        sa.CheckConstraint("uses >= 0", name=op.f("ck_event_codes_uses_not_negative")),
        sa.CheckConstraint("most_uses IS NULL OR uses <= most_uses", name=op.f("ck_event_codes_uses_within_most")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_event_codes_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_codes")),
        sa.UniqueConstraint("public_id", name=op.f("uq_event_codes_public_id")),
        sa.UniqueConstraint("event_id", "code", name=op.f("uq_event_codes_event_id_code")),
    )
    op.create_table(
        "event_code_ticket_types",
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("ticket_type_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["code_id"], ["event_codes.id"], name=op.f("fk_event_code_ticket_types_code_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["ticket_type_id"],
            ["ticket_types.id"],
            name=op.f("fk_event_code_ticket_types_ticket_type_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("code_id", "ticket_type_id", name=op.f("pk_event_code_ticket_types")),
    )
    op.create_index(op.f("ix_event_code_ticket_types_ticket_type_id"), "event_code_ticket_types", ["ticket_type_id"])
    op.add_column(
        "registrations",
        sa.Column("price_reason", sa.String(length=20), nullable=False, server_default="ordinary"),
    )
    with op.batch_alter_table("registrations") as registrations:
        registrations.add_column(sa.Column("code_id", sa.Integer(), nullable=True))
        registrations.create_foreign_key(op.f("fk_registrations_code_id"), "event_codes", ["code_id"], ["id"])
    _name_the_member_price()


def downgrade():
    with op.batch_alter_table("registrations") as registrations:
        registrations.drop_constraint(op.f("fk_registrations_code_id"), type_="foreignkey")
        registrations.drop_column("code_id")
    with op.batch_alter_table("registrations") as registrations:
        registrations.drop_column("price_reason")
    op.drop_table("event_code_ticket_types")
    op.drop_table("event_codes")
    with op.batch_alter_table("ticket_types") as ticket_types:
        for name in ("is_hidden", "least_per_order", *MOMENTS, *AMOUNTS):
            ticket_types.drop_column(name)
