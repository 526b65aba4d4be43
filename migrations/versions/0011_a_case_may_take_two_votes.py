"""a case may take two votes, and is closed to who works with the applicant until they say why

Revision ID: 0011
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0009"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade():
    op.add_column("applications", sa.Column("second_reader_asked_at", MOMENT, nullable=True))
    op.create_table(
        "application_votes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(40), nullable=False),
        sa.Column("clause", sa.String(40), nullable=True),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name="fk_application_votes_application_id"),
        sa.ForeignKeyConstraint(["reviewer_id"], ["accounts.id"], name="fk_application_votes_reviewer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_application_votes"),
        sa.UniqueConstraint("application_id", "reviewer_id", name="uq_application_votes_application_id_reviewer_id"),
    )
    op.create_table(
        "disclosures",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name="fk_disclosures_application_id"),
        sa.ForeignKeyConstraint(["reviewer_id"], ["accounts.id"], name="fk_disclosures_reviewer_id"),
        sa.PrimaryKeyConstraint("application_id", "reviewer_id", name="pk_disclosures"),
    )


def downgrade():
    op.drop_table("disclosures")
    op.drop_table("application_votes")
    op.drop_column("applications", "second_reader_asked_at")
