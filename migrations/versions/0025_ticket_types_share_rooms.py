"""ticket types share rooms

Revision ID: 0025
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "quotas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.CheckConstraint("taken >= 0", name=op.f("ck_quotas_taken_not_negative")),
        sa.CheckConstraint("taken <= capacity", name=op.f("ck_quotas_taken_within_capacity")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_quotas_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotas")),
        sa.UniqueConstraint("public_id", name=op.f("uq_quotas_public_id")),
    )
    op.create_index(op.f("ix_quotas_event_id"), "quotas", ["event_id"])
    op.create_table(
        "ticket_type_quotas",
        sa.Column("ticket_type_id", sa.Integer(), nullable=False),
        sa.Column("quota_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_type_id"],
            ["ticket_types.id"],
            name=op.f("fk_ticket_type_quotas_ticket_type_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["quota_id"], ["quotas.id"], name=op.f("fk_ticket_type_quotas_quota_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ticket_type_id", "quota_id", name=op.f("pk_ticket_type_quotas")),
    )
    op.create_index(op.f("ix_ticket_type_quotas_quota_id"), "ticket_type_quotas", ["quota_id"])


def downgrade():
    op.drop_table("ticket_type_quotas")
    op.drop_table("quotas")
