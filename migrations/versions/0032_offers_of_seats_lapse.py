"""offers of seats lapse, and links to them are counted

Revision ID: 0032
Revises: 0033
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0033"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
IS_OFFERED = sa.text("offered_to != ''")


def upgrade():
    op.add_column("organisation_memberships", sa.Column("asked_contact_at", MOMENT, nullable=True))
    op.create_index("ix_organisation_memberships_asked_contact_at", "organisation_memberships", ["asked_contact_at"])
    op.execute("UPDATE organisation_memberships SET asked_contact_at = CURRENT_TIMESTAMP WHERE asked_contact != ''")
    op.create_index("ix_seats_offers", "seats", ["offered_at"], sqlite_where=IS_OFFERED, postgresql_where=IS_OFFERED)
    op.create_table(
        "seat_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("address_digest", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name="fk_seat_links_by_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_seat_links"),
    )
    op.create_index("ix_seat_links_at", "seat_links", ["at"])
    op.create_index("ix_seat_links_address", "seat_links", ["address_digest", "at"])
    op.create_index("ix_seat_links_by", "seat_links", ["by_id", "at"])


def downgrade():
    op.drop_table("seat_links")
    op.drop_index("ix_seats_offers", "seats")
    op.drop_index("ix_organisation_memberships_asked_contact_at", "organisation_memberships")
    op.drop_column("organisation_memberships", "asked_contact_at")
