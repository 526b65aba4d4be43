"""members put colleagues forward

Revision ID: 0016
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "nominations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(20), nullable=False),
        sa.Column("nominator_id", sa.Integer(), nullable=False),
        sa.Column("nominator_name", sa.String(100), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["nominator_id"], ["accounts.id"], name="fk_nominations_nominator_id"),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name="fk_nominations_application_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_nominations"),
        sa.UniqueConstraint("public_id", name="uq_nominations_public_id"),
    )
    op.create_index("ix_nominations_nominator", "nominations", ["nominator_id", "at"])
    op.create_index("ix_nominations_address", "nominations", ["address", "at"])
    op.create_index("ix_nominations_application_id", "nominations", ["application_id"])


def downgrade():
    op.drop_table("nominations")
