"""reminders of events, and what people should know before they come

Revision ID: 0039
Revises: 0037
"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0037"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        "reminder_plans",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("first_days", sa.Integer(), nullable=True),
        sa.Column("last_days", sa.Integer(), nullable=True),
        sa.Column("set_at", MOMENT, nullable=True),
        sa.Column("instructions", sa.String(length=2000), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_reminder_plans_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_reminder_plans")),
    )
    op.create_table(
        "reminder_runs",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("event_on", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("run_at", MOMENT, nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_reminder_runs_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "event_on", "days", name=op.f("pk_reminder_runs")),
    )


def downgrade():
    op.drop_table("reminder_runs")
    op.drop_table("reminder_plans")
