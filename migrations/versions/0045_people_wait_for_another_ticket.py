"""people who have a ticket wait for another one in its place

Revision ID: 0045
Revises: 0044
"""

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

COLUMNS = (("registration_id", "registrations"), ("held_ticket_type_id", "ticket_types"))


def upgrade():
    with op.batch_alter_table("waiting_attendees") as attendees:
        for column, table in COLUMNS:
            attendees.add_column(sa.Column(column, sa.Integer(), nullable=True))
            attendees.create_foreign_key(op.f(f"fk_waiting_attendees_{column}"), table, [column], ["id"])
            attendees.create_index(op.f(f"ix_waiting_attendees_{column}"), [column])


def downgrade():
    refuse_while_somebody_waits(op.get_bind())
    with op.batch_alter_table("waiting_attendees") as attendees:
        for column, _ in COLUMNS:
            attendees.drop_index(op.f(f"ix_waiting_attendees_{column}"))
            attendees.drop_constraint(op.f(f"fk_waiting_attendees_{column}"), type_="foreignkey")
            attendees.drop_column(column)


def refuse_while_somebody_waits(connection):
    """What went before would take them for new people, and give them a second ticket beside the one they have."""
    attendees = sa.table("waiting_attendees", sa.column("entry_id"), sa.column("registration_id"))
    entries = sa.table("waiting_entries", sa.column("id"), sa.column("state"))
    live = sa.select(sa.func.count()).select_from(attendees.join(entries, entries.c.id == attendees.c.entry_id))
    waiting = entries.c.state.in_(("waiting", "offered"))
    count = connection.scalar(live.where(attendees.c.registration_id.is_not(None), waiting))
    if count:
        raise CommandError(
            f"{count} of those who wait would get another ticket in the place of the one they have. Without 0045 each "
            "would get a second one beside it. Let them leave the waiting list first, or what they wait for be settled."
        )
