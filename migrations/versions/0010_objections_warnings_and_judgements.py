"""objections, warnings and judgements

Revision ID: 0010
Revises: 0015
"""

from collections import Counter
from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0015"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
RUNNING = "status IN ('submitted', 'more_info_needed')"
RUNNING_OR_OBJECTED = "status IN ('submitted', 'more_info_needed', 'objected')"
OTHERWISE = "(status = 'rejected' AND outcome = 'eligible') OR (status = 'admitted' AND outcome = 'not_eligible')"


def upgrade():
    op.add_column("application_messages", sa.Column("warnings", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("application_messages", sa.Column("warned_at", MOMENT, nullable=True))
    op.add_column("application_messages", sa.Column("lapsed_at", MOMENT, nullable=True))
    op.create_table(
        "objections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("verdict", sa.String(40), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name="fk_objections_application_id"),
        sa.ForeignKeyConstraint(["decided_by_id"], ["accounts.id"], name="fk_objections_decided_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_objections"),
        sa.UniqueConstraint("application_id", name="uq_objections_application_id"),
    )
    op.create_table(
        "judgements",
        sa.Column("rule_set", sa.String(40), nullable=False),
        sa.Column("quarter_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(40), nullable=False),
        sa.Column("decision", sa.String(40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("rule_set", "quarter_on", "outcome", "decision", name="pk_judgements"),
    )
    _index_running(RUNNING_OR_OBJECTED)
    otherwise = sa.text(OTHERWISE)
    op.create_index(
        "ix_applications_otherwise",
        "applications",
        ["decided_at", "id"],
        sqlite_where=otherwise,
        postgresql_where=otherwise,
    )
    count_what_was_decided()


DECIDED = """
    SELECT applications.decided_at, assessments.rule_set, assessments.outcome, applications.status
    FROM applications JOIN assessments ON assessments.id = (
        SELECT max(earlier.id) FROM assessments AS earlier WHERE earlier.application_id = applications.id
    )
    WHERE applications.decided_at IS NOT NULL AND applications.status IN ('admitted', 'rejected')
"""
COUNT = """
    INSERT INTO judgements (rule_set, quarter_on, outcome, decision, number)
    VALUES (:rule_set, :quarter_on, :outcome, :decision, :number)
"""


def count_what_was_decided():
    """What was decided before counts too; the last assessment of each is that of its decision."""
    counted = Counter(
        (rule_set, date(at.year, at.month - (at.month - 1) % 3, 1), outcome, decision)
        for at, rule_set, outcome, decision in op.get_bind().execute(sa.text(DECIDED).columns(decided_at=MOMENT))
    )
    insert = sa.text(COUNT).bindparams(sa.bindparam("quarter_on", type_=sa.Date()))
    names = ("rule_set", "quarter_on", "outcome", "decision")
    for key, number in counted.items():
        op.get_bind().execute(insert, dict(zip(names, key, strict=True)) | {"number": number})


def _index_running(condition):
    op.drop_index("uq_applications_running", "applications")
    running = sa.text(condition)
    op.create_index(
        "uq_applications_running",
        "applications",
        ["account_id"],
        unique=True,
        sqlite_where=running,
        postgresql_where=running,
    )


def downgrade():
    op.drop_index("ix_applications_otherwise", "applications")
    # An objection that was not decided leaves the rejection as it was.
    op.execute("UPDATE applications SET status = 'rejected' WHERE status = 'objected'")
    _index_running(RUNNING)
    op.drop_table("judgements")
    op.drop_table("objections")
    for column in ("lapsed_at", "warned_at", "warnings"):
        op.drop_column("application_messages", column)
