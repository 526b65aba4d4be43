"""what people thought of an event, mail to a selection of participants, and an index for sign-ups over time

Revision ID: 0037
Revises: 0036
"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
GRADES = ("overall", "programme", "organisation", "recommend")


def upgrade():
    # Covers what the figures of an event count: sign-ups by day are read from it alone.
    op.create_index("ix_registrations_tally", "registrations", ["event_id", "cancelled_at", "made_at"])
    op.create_table(
        "feedback_rounds",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("closes_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_feedback_rounds_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_feedback_rounds")),
    )
    op.create_table(
        "feedback_marks",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_feedback_marks_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_feedback_marks_registration_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_feedback_marks")),
    )
    op.create_index(op.f("ix_feedback_marks_event_id"), "feedback_marks", ["event_id"])
    op.create_table(
        "feedback_answers",
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("ticket_type_id", sa.Integer(), nullable=True),
        *(sa.Column(name, sa.SmallInteger(), nullable=False) for name in GRADES),
        sa.Column("best", sa.String(length=1000), nullable=False),
        sa.Column("better", sa.String(length=1000), nullable=False),
        *(
            sa.CheckConstraint(f"{name} BETWEEN 1 AND 5", name=op.f(f"ck_feedback_answers_{name}_of_five"))
            for name in GRADES
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_feedback_answers_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["ticket_type_id"],
            ["ticket_types.id"],
            name=op.f("fk_feedback_answers_ticket_type_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("public_id", name=op.f("pk_feedback_answers")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_feedback_answers_event_id"), "feedback_answers", ["event_id"])
    op.create_index(op.f("ix_feedback_answers_ticket_type_id"), "feedback_answers", ["ticket_type_id"])
    op.create_table(
        "mailings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=150), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("selection", sa.JSON(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("sent_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_mailings_event_id")),
        sa.ForeignKeyConstraint(["sent_by_id"], ["accounts.id"], name=op.f("fk_mailings_sent_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailings")),
        sa.UniqueConstraint("public_id", name=op.f("uq_mailings_public_id")),
    )
    op.create_index("ix_mailings_event", "mailings", ["event_id", "sent_at"])
    op.create_table(
        "mailing_recipients",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("mailing_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mailing_id"], ["mailings.id"], name=op.f("fk_mailing_recipients_mailing_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_mailing_recipients_registration_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailing_recipients")),
        sa.UniqueConstraint(
            "mailing_id", "registration_id", name=op.f("uq_mailing_recipients_mailing_id_registration_id")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_mailing_recipients_public_id")),
    )
    op.create_index(op.f("ix_mailing_recipients_registration_id"), "mailing_recipients", ["registration_id"])


def downgrade():
    op.drop_table("mailing_recipients")
    op.drop_table("mailings")
    op.drop_table("feedback_answers")
    op.drop_table("feedback_marks")
    op.drop_table("feedback_rounds")
    op.drop_index("ix_registrations_tally", "registrations")
