"""the office writes its texts

Revision ID: 0014
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("applications", sa.Column("decision_change", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "office_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(20), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["written_by_id"], ["accounts.id"], name="fk_office_texts_written_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_office_texts"),
        sa.UniqueConstraint("public_id", name="uq_office_texts_public_id"),
        sa.UniqueConstraint("key", "language", "number", name="uq_office_texts_key_language_number"),
    )


def downgrade():
    op.drop_table("office_texts")
    op.drop_column("applications", "decision_change")
