"""how many came stays when it is forgotten who

Revision ID: 0040
Revises: 0038
"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("ticket_types", sa.Column("came", sa.Integer(), nullable=True))


def downgrade():
    op.drop_column("ticket_types", "came")
