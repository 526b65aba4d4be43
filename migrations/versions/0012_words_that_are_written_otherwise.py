"""words of the directory have a rank, and those that are written otherwise are found

What stands is found as before; `flask directory rebuild` adds compounds, plurals and spellings for who stands there.

Revision ID: 0012
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0008"
branch_labels = None
depends_on = None


def _ordered(length):
    return sa.String(length=length).with_variant(sa.VARCHAR(length=length, collation="C"), "postgresql")


def upgrade():
    op.add_column("directory_words", sa.Column("rank", sa.SmallInteger(), nullable=False, server_default="1"))
    op.drop_index("ix_directory_words_of_one", "directory_words")
    op.create_index("ix_directory_words_of_one", "directory_words", ["account_id", "word", "rank"])
    op.create_table(
        "directory_vocabulary",
        sa.Column("word", _ordered(40), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_directory_vocabulary")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "directory_spellings",
        sa.Column("remainder", _ordered(10), nullable=False),
        sa.Column("word", _ordered(40), nullable=False),
        sa.PrimaryKeyConstraint("remainder", "word", name=op.f("pk_directory_spellings")),
        sqlite_with_rowid=False,
    )


def downgrade():
    op.drop_table("directory_spellings")
    op.drop_table("directory_vocabulary")
    op.drop_index("ix_directory_words_of_one", "directory_words")
    # What halves and base forms added would be found as if someone had written it.
    op.execute("DELETE FROM directory_words WHERE rank > 2")
    op.drop_column("directory_words", "rank")
    op.create_index("ix_directory_words_of_one", "directory_words", ["account_id", "word"])
