"""how often what is known of an attendee changed, for telephones at the door

Revision ID: 0042
Revises: 0040
"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("registrations", sa.Column("edition", sa.Integer(), nullable=False, server_default="0"))


def downgrade():
    op.drop_column("registrations", "edition")
