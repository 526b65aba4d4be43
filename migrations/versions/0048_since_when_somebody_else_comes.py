"""since when a ticket is of who has it, where somebody else had it before

Revision ID: 0048
Revises: 0047
"""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("registrations", sa.Column("held_since", sa.DateTime(timezone=True), nullable=True))


def downgrade():
    op.drop_column("registrations", "held_since")
