"""members save a search, and are told who newly fits

Revision ID: 0024
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "saved_searches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("disciplines", "kinds", "positions", "provinces")),
        sa.Column("wants_mail", sa.Boolean(), nullable=False),
        sa.Column("looked_until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_saved_searches_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_searches")),
        sa.UniqueConstraint("public_id", name=op.f("uq_saved_searches_public_id")),
    )
    op.create_index(op.f("ix_saved_searches_account_id"), "saved_searches", ["account_id"])
    op.create_index(op.f("ix_saved_searches_looked_until"), "saved_searches", ["looked_until"])
    op.create_table(
        "directory_news",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["directory_entries.account_id"],
            name=op.f("fk_directory_news_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_directory_news")),
    )
    op.create_index(op.f("ix_directory_news_at"), "directory_news", ["at"])
    op.create_table(
        "search_finds",
        sa.Column("search_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["search_id"], ["saved_searches.id"], name=op.f("fk_search_finds_search_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_search_finds_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("search_id", "account_id", name=op.f("pk_search_finds")),
    )
    op.create_index(op.f("ix_search_finds_account_id"), "search_finds", ["account_id"])
    op.create_index(op.f("ix_search_finds_found_at"), "search_finds", ["found_at"])


def downgrade():
    op.drop_table("search_finds")
    op.drop_table("directory_news")
    op.drop_table("saved_searches")
