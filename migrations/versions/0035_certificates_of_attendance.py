"""hours and learning goals, attendance put right, and certificates

Revision ID: 0035
Revises: 0034
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def _reference(table, column, target, ondelete=None):
    options = {"ondelete": ondelete} if ondelete else {}
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), **options)


def upgrade():
    op.create_table(
        "certificate_terms",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("goals", sa.String(length=1000), nullable=False),
        sa.Column("released_at", MOMENT, nullable=True),
        _reference("certificate_terms", "event_id", "events", "CASCADE"),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_certificate_terms")),
    )
    op.create_table(
        "session_learning",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("goals", sa.String(length=500), nullable=False),
        sa.CheckConstraint("minutes BETWEEN 0 AND 600", name=op.f("ck_session_learning_minutes_of_a_day")),
        _reference("session_learning", "session_id", "programme_sessions", "CASCADE"),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_session_learning")),
    )
    op.create_table(
        "attendance_corrections",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("was_there", sa.Boolean(), nullable=False),
        sa.Column("corrected_at", MOMENT, nullable=False),
        _reference("attendance_corrections", "registration_id", "registrations", "CASCADE"),
        _reference("attendance_corrections", "session_id", "programme_sessions", "CASCADE"),
        sa.PrimaryKeyConstraint("registration_id", "session_id", name=op.f("pk_attendance_corrections")),
    )
    op.create_index(op.f("ix_attendance_corrections_session_id"), "attendance_corrections", ["session_id"])
    op.create_table(
        "certificates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("event_title", sa.String(length=200), nullable=False),
        sa.Column("event_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("goals", sa.String(length=1000), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("issued_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        _reference("certificates", "event_id", "events"),
        _reference("certificates", "registration_id", "registrations", "SET NULL"),
        _reference("certificates", "account_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificates")),
        sa.UniqueConstraint("public_id", name=op.f("uq_certificates_public_id")),
        sa.UniqueConstraint("code", name=op.f("uq_certificates_code")),
    )
    for column in ("account_id", "event_id", "issued_at"):
        op.create_index(op.f(f"ix_certificates_{column}"), "certificates", [column])
    op.create_index(
        "uq_certificates_standing",
        "certificates",
        ["registration_id"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )


def downgrade():
    for table in ("certificates", "attendance_corrections", "session_learning", "certificate_terms"):
        op.drop_table(table)
