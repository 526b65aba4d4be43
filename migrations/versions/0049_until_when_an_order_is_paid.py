"""until when an order has to be paid, and what who does not goes back to

Revision ID: 0049
Revises: 0048
"""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

MOMENTS = ("pay_until", "pay_reminder_at")


def upgrade():
    op.add_column("events", sa.Column("pay_within_days", sa.Integer(), nullable=True))
    for moment in MOMENTS:
        op.add_column("orders", sa.Column(moment, sa.DateTime(timezone=True), nullable=True))
        op.create_index(f"ix_orders_{moment}", "orders", [moment])
    op.add_column("pending_tickets", sa.Column("open_price_cents", sa.Integer(), nullable=True))
    op.add_column("pending_tickets", sa.Column("open_price_reason", sa.String(20), nullable=True))


def downgrade():
    op.drop_column("pending_tickets", "open_price_reason")
    op.drop_column("pending_tickets", "open_price_cents")
    for moment in MOMENTS:
        op.drop_index(f"ix_orders_{moment}", "orders")
        op.drop_column("orders", moment)
    op.drop_column("events", "pay_within_days")
