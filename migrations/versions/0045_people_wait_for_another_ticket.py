"""people who have a ticket wait for another one in its place

Revision ID: 0045
Revises: 0044
"""

import sqlalchemy as sa
from alembic import op

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
    with op.batch_alter_table("waiting_attendees") as attendees:
        for column, _ in COLUMNS:
            attendees.drop_index(op.f(f"ix_waiting_attendees_{column}"))
            attendees.drop_constraint(op.f(f"fk_waiting_attendees_{column}"), type_="foreignkey")
            attendees.drop_column(column)
