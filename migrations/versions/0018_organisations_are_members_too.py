"""organisations are members too

Revision ID: 0018
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "organisation_memberships",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(20), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("number_of_seats", sa.SmallInteger(), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("asked_contact", sa.String(254), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("ask_on", sa.Date(), nullable=True),
        sa.Column("asked_since_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["accounts.id"], name="fk_organisation_memberships_contact_id"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_organisation_memberships_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_organisation_memberships"),
        sa.UniqueConstraint("public_id", name="uq_organisation_memberships_public_id"),
    )
    for column in ("organisation_id", "ends_on", "contact_id", "ask_on"):
        op.create_index(f"ix_organisation_memberships_{column}", "organisation_memberships", [column])
    op.create_index("ix_organisation_memberships_standing", "organisation_memberships", ["ended_on", "id"])
    op.create_table(
        "seats",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(20), nullable=False),
        sa.Column("organisation_membership_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=True),
        sa.Column("held_since_on", sa.Date(), nullable=True),
        sa.Column("leaves_on", sa.Date(), nullable=True),
        sa.Column("offered_to", sa.String(254), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["holder_id"], ["accounts.id"], name="fk_seats_holder_id"),
        sa.ForeignKeyConstraint(
            ["organisation_membership_id"],
            ["organisation_memberships.id"],
            name="fk_seats_organisation_membership_id",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_seats"),
        sa.UniqueConstraint("holder_id", name="uq_seats_holder_id"),
        sa.UniqueConstraint("organisation_membership_id", "number", name="uq_seats_organisation_membership_id_number"),
        sa.UniqueConstraint("public_id", name="uq_seats_public_id"),
    )
    op.create_index("ix_seats_leaves_on", "seats", ["leaves_on"])
    # What an organisation tells of itself, in the words of its contact or of the office.
    op.add_column("organisations", sa.Column("practice", sa.Text(), nullable=False, server_default=""))


def downgrade():
    op.drop_column("organisations", "practice")
    op.drop_table("seats")
    op.drop_table("organisation_memberships")
