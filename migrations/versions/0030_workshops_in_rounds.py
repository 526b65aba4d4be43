"""workshops in rounds, who hosts them, who wants which, and who goes where

Revision ID: 0030
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0027"
branch_labels = None
depends_on = None


def _reference(table, column, target, ondelete="CASCADE"):
    options = {"ondelete": ondelete} if ondelete else {}
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), **options)


def _pair(table, one, of_one, other, of_other, *columns):
    op.create_table(
        table,
        sa.Column(one, sa.Integer(), nullable=False),
        sa.Column(other, sa.Integer(), nullable=False),
        *columns,
        _reference(table, one, of_one),
        _reference(table, other, of_other),
        sa.PrimaryKeyConstraint(one, other, name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_{other}"), table, [other])


def upgrade():
    op.create_table(
        "workshop_plans",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("choices_close_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("most_from_one", sa.Integer(), nullable=True),
        sa.Column("limit_is_hard", sa.Boolean(), nullable=False),
        sa.Column("mixes_disciplines", sa.Boolean(), nullable=False),
        sa.Column("seed", sa.String(length=20), nullable=False),
        sa.Column("composed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_proven", sa.Boolean(), nullable=False),
        sa.Column("in_turn_cost", sa.Integer(), nullable=True),
        sa.Column("conflicts", sa.JSON(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        _reference("workshop_plans", "event_id", "events"),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_workshop_plans")),
    )
    op.create_table(
        "speakers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("role", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("shows_profile", sa.Boolean(), nullable=False),
        _reference("speakers", "event_id", "events"),
        _reference("speakers", "account_id", "accounts", ondelete=None),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speakers")),
        sa.UniqueConstraint("public_id", name=op.f("uq_speakers_public_id")),
    )
    op.create_index(op.f("ix_speakers_event_id"), "speakers", ["event_id"])
    op.create_index(op.f("ix_speakers_account_id"), "speakers", ["account_id"])
    op.create_table(
        "workshops",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("room", sa.String(length=100), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.CheckConstraint("capacity > 0", name=op.f("ck_workshops_capacity_positive")),
        _reference("workshops", "session_id", "programme_sessions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshops")),
        sa.UniqueConstraint("public_id", name=op.f("uq_workshops_public_id")),
    )
    op.create_index(op.f("ix_workshops_session_id"), "workshops", ["session_id"])
    _pair("session_speakers", "session_id", "programme_sessions", "speaker_id", "speakers")
    _pair("workshop_hosts", "workshop_id", "workshops", "speaker_id", "speakers")
    _pair(
        "workshop_preferences",
        "registration_id",
        "registrations",
        "workshop_id",
        "workshops",
        sa.Column("rank", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("rank BETWEEN 1 AND 5", name=op.f("ck_workshop_preferences_rank_of_five")),
    )
    _pair(
        "workshop_places",
        "registration_id",
        "registrations",
        "session_id",
        "programme_sessions",
        sa.Column("workshop_id", sa.Integer(), nullable=True),
        sa.Column("is_locked", sa.Boolean(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_workshop_id", sa.Integer(), nullable=True),
        sa.Column("told_why", sa.JSON(), nullable=False),
        _reference("workshop_places", "workshop_id", "workshops", ondelete="SET NULL"),
        _reference("workshop_places", "told_workshop_id", "workshops", ondelete="SET NULL"),
    )
    for column in ("workshop_id", "told_workshop_id"):
        op.create_index(op.f(f"ix_workshop_places_{column}"), "workshop_places", [column])


def downgrade():
    for table in (
        "workshop_places",
        "workshop_preferences",
        "workshop_hosts",
        "session_speakers",
        "workshops",
        "speakers",
        "workshop_plans",
    ):
        op.drop_table(table)
