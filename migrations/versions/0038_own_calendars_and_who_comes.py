"""calendars of people's own, and attendees who let others see that they come

Revision ID: 0038
Revises: 0039
"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0039"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        "calendar_feeds",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(length=60), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_calendar_feeds_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_calendar_feeds")),
        sa.UniqueConstraint("digest", name=op.f("uq_calendar_feeds_digest")),
    )
    op.create_table(
        "attendee_listings",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("for_attendees", sa.Boolean(), nullable=False),
        sa.Column("for_fellows", sa.Boolean(), nullable=False),
        sa.Column("chosen_at", MOMENT, nullable=False),
        sa.CheckConstraint("for_attendees OR for_fellows", name=op.f("ck_attendee_listings_seen_by_somebody")),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_attendee_listings_registration_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_attendee_listings_event_id")),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_attendee_listings")),
    )
    op.create_index("ix_attendee_listings_event", "attendee_listings", ["event_id", "for_attendees"])
    op.add_column("events", sa.Column("attendee_list_days", sa.Integer(), nullable=True))
    op.execute("UPDATE events SET attendee_list_days = 30")


def downgrade():
    op.drop_column("events", "attendee_list_days")
    op.drop_index("ix_attendee_listings_event", table_name="attendee_listings")
    op.drop_table("attendee_listings")
    op.drop_table("calendar_feeds")
