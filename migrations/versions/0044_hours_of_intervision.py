"""when groups met, and how long each who was there

Revision ID: 0044
Revises: 0043
"""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "intervision_meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("minutes BETWEEN 15 AND 480", name=op.f("ck_intervision_meetings_minutes_of_a_meeting")),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["intervision_groups.id"],
            name=op.f("fk_intervision_meetings_group_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intervision_meetings")),
        sa.UniqueConstraint("group_id", "held_on", name=op.f("uq_intervision_meetings_group_id_held_on")),
        sa.UniqueConstraint("public_id", name=op.f("uq_intervision_meetings_public_id")),
    )
    op.create_table(
        "intervision_hours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_intervision_hours_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["intervision_groups.id"], name=op.f("fk_intervision_hours_group_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["intervision_meetings.id"],
            name=op.f("fk_intervision_hours_meeting_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intervision_hours")),
        sa.UniqueConstraint("meeting_id", "account_id", name=op.f("uq_intervision_hours_meeting_id_account_id")),
    )
    op.create_index(op.f("ix_intervision_hours_account_id"), "intervision_hours", ["account_id"])
    op.create_index(op.f("ix_intervision_hours_held_on"), "intervision_hours", ["held_on"])


def downgrade():
    op.drop_table("intervision_hours")
    op.drop_table("intervision_meetings")
