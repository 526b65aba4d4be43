"""a reviewer says why they decide on the membership of a colleague

Revision ID: 0047
Revises: 0046
"""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "membership_disclosures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["memberships.id"], name=op.f("fk_membership_disclosures_membership_id")
        ),
        sa.ForeignKeyConstraint(["reviewer_id"], ["accounts.id"], name=op.f("fk_membership_disclosures_reviewer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership_disclosures")),
    )
    op.create_index(op.f("ix_membership_disclosures_membership_id"), "membership_disclosures", ["membership_id"])
    op.create_index(op.f("ix_membership_disclosures_at"), "membership_disclosures", ["at"])


def downgrade():
    op.drop_table("membership_disclosures")
