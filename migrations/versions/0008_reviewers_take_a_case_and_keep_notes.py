"""reviewers take a case and keep notes

Revision ID: 0008
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade():
    holder = sa.Column(
        "holder_id", sa.Integer(), sa.ForeignKey("accounts.id", name="fk_applications_holder_id"), nullable=True
    )
    # In the column itself: SQLite takes no foreign key afterwards.
    op.add_column("applications", holder, inline_references=True)
    op.add_column("applications", sa.Column("held_since", MOMENT, nullable=True))
    op.create_index("ix_applications_holder_id", "applications", ["holder_id"])
    op.create_table(
        "application_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name="fk_application_notes_application_id"),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name="fk_application_notes_author_id"),
        sa.PrimaryKeyConstraint("id", name="pk_application_notes"),
    )
    op.create_index("ix_application_notes_application_id", "application_notes", ["application_id"])


def downgrade():
    op.drop_table("application_notes")
    op.drop_index("ix_applications_holder_id", "applications")
    op.drop_column("applications", "held_since")
    op.drop_column("applications", "holder_id")
