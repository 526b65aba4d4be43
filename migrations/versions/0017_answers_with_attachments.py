"""files go with the answers of applicants

Revision ID: 0017
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "application_attachments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["application_messages.id"],
            name=op.f("fk_application_attachments_message_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_attachments")),
        sa.UniqueConstraint("public_id", name=op.f("uq_application_attachments_public_id")),
    )
    op.create_index(
        op.f("ix_application_attachments_message_id"), "application_attachments", ["message_id"], unique=False
    )


def downgrade():
    op.drop_index(op.f("ix_application_attachments_message_id"), table_name="application_attachments")
    op.drop_table("application_attachments")
