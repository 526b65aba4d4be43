"""who have a word stand in the order of their names

Revision ID: 0022
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0016"
branch_labels = None
depends_on = None


def _ordered(length):
    return sa.String(length=length).with_variant(sa.VARCHAR(length=length, collation="C"), "postgresql")


def upgrade():
    _make_anew(
        [sa.Column("sort_name", _ordered(200), nullable=False)],
        "SELECT word, directory_entries.sort_name, directory_words_before.account_id, rank FROM directory_words_before"
        " JOIN directory_entries ON directory_entries.account_id = directory_words_before.account_id",
    )


def downgrade():
    _make_anew([], "SELECT word, account_id, rank FROM directory_words_before")


def _make_anew(more, rows):
    """The table with these columns more in its key. Copied in order, for on SQLite the key is the table."""
    op.drop_index("ix_directory_words_of_one", "directory_words")
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f("pk_directory_words"), "directory_words", type_="primary")
    op.rename_table("directory_words", "directory_words_before")
    key = ["word", *(column.name for column in more), "account_id"]
    op.create_table(
        "directory_words",
        sa.Column("word", _ordered(40), nullable=False),
        *more,
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.SmallInteger(), nullable=False, server_default="1"),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["directory_entries.account_id"],
            name=op.f("fk_directory_words_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(*key, name=op.f("pk_directory_words")),
        sqlite_with_rowid=False,
    )
    columns = ", ".join([*key, "rank"])
    op.execute(f"INSERT INTO directory_words ({columns}) {rows} ORDER BY {', '.join(map(str, range(1, len(key) + 1)))}")
    op.drop_table("directory_words_before")
    op.create_index("ix_directory_words_of_one", "directory_words", ["account_id", "word", "rank"])
