"""members write to each other

Revision ID: 0023
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0017"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def _account(name, table, ondelete="CASCADE"):
    return sa.ForeignKeyConstraint([name], ["accounts.id"], name=op.f(f"fk_{table}_{name}"), ondelete=ondelete)


def _conversation(table):
    return sa.ForeignKeyConstraint(
        ["conversation_id"], ["conversations.id"], name=op.f(f"fk_{table}_conversation_id"), ondelete="CASCADE"
    )


def upgrade():
    audience = sa.Column("messages_audience", sa.String(length=40), nullable=False, server_default="nobody")
    op.add_column("profiles", audience)
    op.create_table(
        "conversations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversations")),
        sa.UniqueConstraint("public_id", name=op.f("uq_conversations_public_id")),
    )
    op.create_table(
        "conversation_sides",
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("with_id", sa.Integer(), nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
        sa.Column("is_unread", sa.Boolean(), nullable=False),
        sa.Column("blocked_at", MOMENT, nullable=True),
        _account("account_id", "conversation_sides"),
        _conversation("conversation_sides"),
        _account("with_id", "conversation_sides"),
        sa.PrimaryKeyConstraint("conversation_id", "account_id", name=op.f("pk_conversation_sides")),
        sa.UniqueConstraint("account_id", "with_id", name=op.f("uq_conversation_sides_account_id_with_id")),
    )
    newest = ["account_id", "last_at", "conversation_id"]
    op.create_index("ix_conversation_sides_newest", "conversation_sides", newest)
    op.create_index(op.f("ix_conversation_sides_with_id"), "conversation_sides", ["with_id"])
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("sender_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("is_withheld", sa.Boolean(), nullable=False),
        sa.Column("arrival", sa.String(length=64), nullable=True),
        _conversation("messages"),
        _account("sender_id", "messages"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("arrival", name=op.f("uq_messages_arrival")),
        sa.UniqueConstraint("public_id", name=op.f("uq_messages_public_id")),
    )
    op.create_index("ix_messages_sent", "messages", ["sender_id", "sent_at"])
    op.create_index(op.f("ix_messages_sent_at"), "messages", ["sent_at"])
    op.create_index("ix_messages_thread", "messages", ["conversation_id", "id"])
    op.create_table(
        "message_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("reporter_id", sa.Integer(), nullable=False),
        sa.Column("writer_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("reader_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("verdict", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_message_reports_message_id"), ondelete="SET NULL"
        ),
        _account("reader_id", "message_reports", ondelete="SET NULL"),
        _account("reporter_id", "message_reports"),
        _account("writer_id", "message_reports"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_reports")),
        sa.UniqueConstraint("message_id", name=op.f("uq_message_reports_message_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_message_reports_public_id")),
    )
    op.create_index(op.f("ix_message_reports_reporter_id"), "message_reports", ["reporter_id"])
    op.create_index("ix_message_reports_settled", "message_reports", ["settled_at", "at", "id"])
    op.create_index(op.f("ix_message_reports_writer_id"), "message_reports", ["writer_id"])
    op.create_table(
        "writing_bans",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("since_at", MOMENT, nullable=False),
        _account("account_id", "writing_bans"),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_writing_bans")),
    )


def downgrade():
    for table in ("writing_bans", "message_reports", "messages", "conversation_sides", "conversations"):
        op.drop_table(table)
    op.drop_column("profiles", "messages_audience")
