"""why what someone waits for will cost what was promised

Revision ID: 0043
Revises: 0041
"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0041"
branch_labels = None
depends_on = None

PENDING = sa.table(
    "pending_tickets", sa.column("ticket_type_id"), sa.column("price_cents"), sa.column("price_reason", sa.String)
)
TYPES = sa.table("ticket_types", sa.column("id"), sa.column("price_cents"))


def upgrade():
    op.add_column(
        "pending_tickets", sa.Column("price_reason", sa.String(length=20), nullable=False, server_default="ordinary")
    )
    # The only lower price that is ever promised is that for members.
    price = sa.select(TYPES.c.price_cents).where(TYPES.c.id == PENDING.c.ticket_type_id).scalar_subquery()
    op.execute(PENDING.update().where(PENDING.c.price_cents < price).values(price_reason="member"))
    op.execute(PENDING.update().where(price == 0, PENDING.c.price_cents == 0).values(price_reason="free"))


def downgrade():
    op.drop_column("pending_tickets", "price_reason")
