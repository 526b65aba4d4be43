"""drafts are kept for a while

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    # A default for the rows that stand: to tighten the column later, SQLite would have to copy a table that others
    # point to.
    moment = sa.Column(
        "changed_at", sa.DateTime(timezone=True), nullable=False, server_default="2011-11-10 09:00:00.000000"
    )
    op.add_column("applications", moment)
    op.execute("UPDATE applications SET changed_at = begun_at")


def downgrade():
    op.drop_column("applications", "changed_at")
