"""people come in by doors, with a code on their ticket

Revision ID: 0028
Revises: 0031
"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0031"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
SIGNS = "23456789BCDFGHJKMNPQRSTVWXYZ"


def _give_codes():
    registrations = sa.table("registrations", sa.column("id", sa.Integer), sa.column("ticket_code", sa.String))
    connection = op.get_bind()
    ids = connection.execute(sa.select(registrations.c.id)).scalars().all()
    if ids:
        connection.execute(
            sa.update(registrations)
            .where(registrations.c.id == sa.bindparam("which"))
            .values(ticket_code=sa.bindparam("code")),
            [{"which": each, "code": "".join(secrets.choice(SIGNS) for _ in range(27))} for each in ids],
        )


def upgrade():
    code = sa.Column("ticket_code", sa.String(length=30), nullable=False, server_default="")
    op.add_column("registrations", code)
    _give_codes()
    op.create_index("uq_registrations_ticket_code", "registrations", ["ticket_code"], unique=True)
    op.create_table(
        "doors",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_doors_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_doors")),
        sa.UniqueConstraint("public_id", name=op.f("uq_doors_public_id")),
    )
    op.create_index("ix_doors_event", "doors", ["event_id", "on_day"])
    op.create_table(
        "scans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("door_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("takes_back", sa.String(length=40), nullable=False),
        sa.Column("content_digest", sa.String(length=64), nullable=False),
        sa.Column("scanned_at", MOMENT, nullable=False),
        sa.Column("clock_off_seconds", sa.Integer(), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["door_id"], ["doors.id"], name=op.f("fk_scans_door_id")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_scans_event_id")),
        sa.ForeignKeyConstraint(["registration_id"], ["registrations.id"], name=op.f("fk_scans_registration_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scans")),
        sa.UniqueConstraint("event_id", "content_digest", name=op.f("uq_scans_event_id_content_digest")),
    )
    op.create_index(op.f("ix_scans_door_id"), "scans", ["door_id"])
    op.create_index(op.f("ix_scans_registration_id"), "scans", ["registration_id"])
    op.create_index("ix_scans_since", "scans", ["event_id", "id"])


def downgrade():
    op.drop_table("scans")
    op.drop_table("doors")
    op.drop_index("uq_registrations_ticket_code", "registrations")
    op.drop_column("registrations", "ticket_code")
