"""a mail to some can also go to who is on the waiting list

Revision ID: 0046
Revises: 0045
"""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

NAME = "uq_mailing_recipients_mailing_id_waiting_party_id"
RECIPIENTS = sa.table("mailing_recipients", sa.column("registration_id"))


def upgrade():
    with op.batch_alter_table("mailing_recipients") as recipients:
        recipients.alter_column("registration_id", existing_type=sa.Integer(), nullable=True)
        recipients.add_column(sa.Column("waiting_party_id", sa.Integer(), nullable=True))
        recipients.create_foreign_key(
            op.f("fk_mailing_recipients_waiting_party_id"),
            "waiting_parties",
            ["waiting_party_id"],
            ["id"],
            ondelete="CASCADE",
        )
        recipients.create_unique_constraint(op.f(NAME), ["mailing_id", "waiting_party_id"])
        recipients.create_index(op.f("ix_mailing_recipients_waiting_party_id"), ["waiting_party_id"])


def downgrade():
    op.execute(RECIPIENTS.delete().where(RECIPIENTS.c.registration_id.is_(None)))
    with op.batch_alter_table("mailing_recipients") as recipients:
        recipients.drop_index(op.f("ix_mailing_recipients_waiting_party_id"))
        recipients.drop_constraint(op.f(NAME), type_="unique")
        recipients.drop_constraint(op.f("fk_mailing_recipients_waiting_party_id"), type_="foreignkey")
        recipients.drop_column("waiting_party_id")
        recipients.alter_column("registration_id", existing_type=sa.Integer(), nullable=False)
