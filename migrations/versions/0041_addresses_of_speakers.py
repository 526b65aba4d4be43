"""the address of a speaker is kept as it was written

Revision ID: 0041
Revises: 0042
"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0042"
branch_labels = None
depends_on = None

SPEAKERS = sa.table("speakers", sa.column("email", sa.String), sa.column("account_id", sa.Integer))
ACCOUNTS = sa.table("accounts", sa.column("id", sa.Integer), sa.column("email", sa.String))


def upgrade():
    op.add_column("speakers", sa.Column("email", sa.String(length=254), nullable=False, server_default=""))
    address = sa.select(ACCOUNTS.c.email).where(ACCOUNTS.c.id == SPEAKERS.c.account_id).scalar_subquery()
    op.execute(SPEAKERS.update().where(SPEAKERS.c.account_id.is_not(None)).values(email=address))


def downgrade():
    op.drop_column("speakers", "email")
