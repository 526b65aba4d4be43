"""the house

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


# The journal is append-only: the database refuses to change a line, and to remove one within its term.
TRIGGERS = {
    "postgresql": (
        """
CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only';
END
$$
""",
        """
CREATE TRIGGER journal_entries_are_never_changed BEFORE UPDATE ON journal_entries
FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()
""",
        """
CREATE TRIGGER journal_entries_are_kept BEFORE DELETE ON journal_entries
FOR EACH ROW WHEN (OLD.at > now() - interval '24 months') EXECUTE FUNCTION refuse_rewriting()
""",
    ),
    "sqlite": (
        """
CREATE TRIGGER journal_entries_are_never_changed BEFORE UPDATE ON journal_entries
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
""",
        """
CREATE TRIGGER journal_entries_are_kept BEFORE DELETE ON journal_entries
WHEN OLD.at > datetime('now', '-24 months')
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
""",
    ),
}
FUNCTIONS = {
    "postgresql": ("""DROP FUNCTION refuse_rewriting()""",),
    "sqlite": (),
}


def upgrade():
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("email", name=op.f("uq_accounts_email")),
        sa.UniqueConstraint("public_id", name=op.f("uq_accounts_public_id")),
    )
    op.create_table(
        "attempts",
        sa.Column("key_digest", sa.String(length=64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key_digest", name=op.f("pk_attempts")),
    )
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attempts_until"), ["until"], unique=False)

    op.create_table(
        "counters",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counters")),
    )
    op.create_table(
        "directory_cells",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_kind", sa.String(length=40), nullable=False),
        sa.Column("position", sa.String(length=40), nullable=False),
        sa.Column("discipline_bits", sa.Integer(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_cells")),
        sa.UniqueConstraint(
            "organisation_kind",
            "position",
            "discipline_bits",
            name=op.f("uq_directory_cells_organisation_kind_position_discipline_bits"),
        ),
    )
    op.create_table(
        "directory_tallies",
        sa.Column("organisation_kind", sa.String(length=40), nullable=False),
        sa.Column("position", sa.String(length=40), nullable=False),
        sa.Column("discipline", sa.String(length=40), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("organisation_kind", "position", "discipline", name=op.f("pk_directory_tallies")),
    )
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("calendar_sequence", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.String(length=500), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("venue", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("organiser_name", sa.String(length=100), nullable=False),
        sa.Column("doors_open_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sign_up_opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sign_up_closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("has_food", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancellation_reason", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("public_id", name=op.f("uq_events_public_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_events_slug")),
    )
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index("ix_events_agenda", ["status", "starts_at"], unique=False)

    op.create_table(
        "job_runs",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", "due_at", name=op.f("pk_job_runs")),
    )
    op.create_table(
        "journal_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=20), nullable=True),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject_kind", sa.String(length=30), nullable=False),
        sa.Column("subject_id", sa.String(length=40), nullable=False),
        sa.Column("origin", sa.String(length=60), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_entries")),
    )
    with op.batch_alter_table("journal_entries", schema=None) as batch_op:
        batch_op.create_index("ix_journal_entries_about", ["subject_id", "at", "id"], unique=False)
        batch_op.create_index("ix_journal_entries_action", ["action", "at", "id"], unique=False)
        batch_op.create_index("ix_journal_entries_actor", ["actor", "at", "id"], unique=False)
        batch_op.create_index("ix_journal_entries_moment", ["at", "id"], unique=False)
        batch_op.create_index("ix_journal_entries_subject", ["subject_kind", "at", "id"], unique=False)

    op.create_table(
        "letters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("about", sa.String(length=40), nullable=False),
        sa.Column("once_key", sa.String(length=64), nullable=True),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("give_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trouble", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
        sa.UniqueConstraint("once_key", name=op.f("uq_letters_once_key")),
        sa.UniqueConstraint("public_id", name=op.f("uq_letters_public_id")),
    )
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letters_about"), ["about"], unique=False)
        batch_op.create_index("ix_letters_due", ["state", "due_at"], unique=False)

    op.create_table(
        "mailed_links",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_mailed_links")),
    )
    with op.batch_alter_table("mailed_links", schema=None) as batch_op:
        batch_op.create_index("ix_mailed_links_about", ["purpose", "about"], unique=False)
        batch_op.create_index(batch_op.f("ix_mailed_links_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "organisations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "folded_name",
            sa.String(length=200).with_variant(sa.VARCHAR(length=200, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("province", sa.String(length=40), nullable=False),
        sa.Column("register_code", sa.String(length=40), nullable=True),
        sa.Column("inhabitants", sa.Integer(), nullable=True),
        sa.Column("is_confirmed", sa.Boolean(), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["merged_into_id"], ["organisations.id"], name=op.f("fk_organisations_merged_into_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
        sa.UniqueConstraint("public_id", name=op.f("uq_organisations_public_id")),
        sa.UniqueConstraint("register_code", name=op.f("uq_organisations_register_code")),
    )
    with op.batch_alter_table("organisations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_organisations_folded_name"), ["folded_name"], unique=False)
        batch_op.create_index(batch_op.f("ix_organisations_merged_into_id"), ["merged_into_id"], unique=False)
        batch_op.create_index(
            "uq_organisations_flagged",
            ["folded_name"],
            unique=True,
            sqlite_where=sa.text("is_confirmed = 0 AND merged_into_id IS NULL"),
            postgresql_where=sa.text("is_confirmed = false AND merged_into_id IS NULL"),
        )

    op.create_table(
        "submissions",
        sa.Column("key_digest", sa.String(length=64), nullable=False),
        sa.Column("viewer", sa.String(length=20), nullable=False),
        sa.Column("path", sa.String(length=500), nullable=False),
        sa.Column("content_digest", sa.String(length=64), nullable=False),
        sa.Column("location", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key_digest", name=op.f("pk_submissions")),
    )
    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_submissions_at"), ["at"], unique=False)

    op.create_table(
        "address_changes",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_address_changes_account_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_address_changes")),
        sa.UniqueConstraint("public_id", name=op.f("uq_address_changes_public_id")),
    )
    op.create_table(
        "applications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("works_for_government", sa.Boolean(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("organisation_name", sa.String(length=200), nullable=False),
        sa.Column("appointment", sa.String(length=40), nullable=True),
        sa.Column("position", sa.String(length=40), nullable=True),
        sa.Column("function_title", sa.String(length=100), nullable=False),
        sa.Column("engagement", sa.String(length=40), nullable=True),
        sa.Column("disciplines", sa.JSON(), nullable=False),
        sa.Column("dedication", sa.Text(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("motivation", sa.Text(), nullable=False),
        sa.Column("wants_to_be_found", sa.Boolean(), nullable=True),
        sa.Column("address_evidence", sa.String(length=40), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decision_clause", sa.String(length=40), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_applications_account_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["accounts.id"], name=op.f("fk_applications_decided_by_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_applications_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applications")),
        sa.UniqueConstraint("public_id", name=op.f("uq_applications_public_id")),
    )
    with op.batch_alter_table("applications", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_applications_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_applications_decided_at"), ["decided_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_applications_email"), ["email"], unique=False)
        batch_op.create_index(batch_op.f("ix_applications_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index("ix_applications_queue", ["status", "submitted_at", "id"], unique=False)
        batch_op.create_index(
            "uq_applications_running",
            ["account_id"],
            unique=True,
            sqlite_where=sa.text("status IN ('submitted', 'more_info_needed')"),
            postgresql_where=sa.text("status IN ('submitted', 'more_info_needed')"),
        )

    op.create_table(
        "appointments",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("appointed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("appointed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_appointments_account_id")),
        sa.ForeignKeyConstraint(["appointed_by_id"], ["accounts.id"], name=op.f("fk_appointments_appointed_by_id")),
        sa.PrimaryKeyConstraint("account_id", "office", name=op.f("pk_appointments")),
    )
    op.create_table(
        "directory_entries",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column(
            "sort_name",
            sa.String(length=200).with_variant(sa.VARCHAR(length=200, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("function_title", sa.String(length=100), nullable=False),
        sa.Column("position", sa.String(length=40), nullable=True),
        sa.Column("organisation_name", sa.String(length=200), nullable=False),
        sa.Column("organisation_kind", sa.String(length=40), nullable=True),
        sa.Column(
            "sort_organisation",
            sa.String(length=200).with_variant(sa.VARCHAR(length=200, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("discipline_bits", sa.Integer(), nullable=False),
        sa.Column("ask_me_about", sa.String(length=500), nullable=False),
        sa.Column("phone", sa.String(length=30), nullable=False),
        sa.Column("link", sa.String(length=200), nullable=False),
        sa.Column("cell_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_directory_entries_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["cell_id"], ["directory_cells.id"], name=op.f("fk_directory_entries_cell_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_directory_entries")),
        sa.UniqueConstraint("public_id", name=op.f("uq_directory_entries_public_id")),
    )
    with op.batch_alter_table("directory_entries", schema=None) as batch_op:
        batch_op.create_index(
            "ix_directory_entries_by_name",
            ["sort_name", "account_id", "organisation_kind", "position", "discipline_bits"],
            unique=False,
        )
        batch_op.create_index(
            "ix_directory_entries_by_organisation",
            ["sort_organisation", "sort_name", "account_id", "organisation_kind", "position", "discipline_bits"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_directory_entries_cell_id"), ["cell_id"], unique=False)

    op.create_table(
        "memberships",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_memberships_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memberships")),
        sa.UniqueConstraint("number", name=op.f("uq_memberships_number")),
        sa.UniqueConstraint("public_id", name=op.f("uq_memberships_public_id")),
    )
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_memberships_account_id"), ["account_id"], unique=False)
        batch_op.create_index(
            "uq_memberships_running",
            ["account_id"],
            unique=True,
            sqlite_where=sa.text("status != 'ended'"),
            postgresql_where=sa.text("status != 'ended'"),
        )

    op.create_table(
        "orders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("contact_name", sa.String(length=100), nullable=False),
        sa.Column("contact_email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("invoice_reference", sa.String(length=100), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_orders_account_id")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_orders_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.UniqueConstraint("public_id", name=op.f("uq_orders_public_id")),
    )
    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_orders_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_orders_contact_email"), ["contact_email"], unique=False)
        batch_op.create_index(batch_op.f("ix_orders_event_id"), ["event_id"], unique=False)

    op.create_table(
        "organisation_domains",
        sa.Column("domain", sa.String(length=253), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_organisation_domains_organisation_id")
        ),
        sa.PrimaryKeyConstraint("domain", name=op.f("pk_organisation_domains")),
    )
    with op.batch_alter_table("organisation_domains", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_organisation_domains_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "organisation_words",
        sa.Column(
            "word",
            sa.String(length=40).with_variant(sa.VARCHAR(length=40, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_organisation_words_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("word", "organisation_id", name=op.f("pk_organisation_words")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("organisation_words", schema=None) as batch_op:
        batch_op.create_index("ix_organisation_words_of_one", ["organisation_id", "word"], unique=False)

    op.create_table(
        "profiles",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.String(length=40), nullable=True),
        sa.Column("function_title", sa.String(length=100), nullable=False),
        sa.Column("disciplines", sa.JSON(), nullable=False),
        sa.Column("ask_me_about", sa.String(length=500), nullable=False),
        sa.Column("phone", sa.String(length=30), nullable=False),
        sa.Column("link", sa.String(length=200), nullable=False),
        sa.Column("is_findable", sa.Boolean(), nullable=False),
        sa.Column("findable_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("function_audience", sa.String(length=40), nullable=False),
        sa.Column("organisation_audience", sa.String(length=40), nullable=False),
        sa.Column("disciplines_audience", sa.String(length=40), nullable=False),
        sa.Column("ask_me_about_audience", sa.String(length=40), nullable=False),
        sa.Column("phone_audience", sa.String(length=40), nullable=False),
        sa.Column("link_audience", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_profiles_account_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_profiles_organisation_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_profiles")),
    )
    with op.batch_alter_table("profiles", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_profiles_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "programme_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("room", sa.String(length=100), nullable=False),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_programme_sessions_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_sessions")),
        sa.UniqueConstraint("public_id", name=op.f("uq_programme_sessions_public_id")),
    )
    with op.batch_alter_table("programme_sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_programme_sessions_event_id"), ["event_id"], unique=False)

    op.create_table(
        "sign_in_sessions",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proven_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("browser", sa.String(length=200), nullable=False),
        sa.Column("origin", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_sign_in_sessions_account_id")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_sign_in_sessions")),
        sa.UniqueConstraint("public_id", name=op.f("uq_sign_in_sessions_public_id")),
    )
    with op.batch_alter_table("sign_in_sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_sessions_account_id"), ["account_id"], unique=False)

    op.create_table(
        "ticket_types",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("price_cents", sa.Integer(), nullable=False),
        sa.Column("member_price_cents", sa.Integer(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.CheckConstraint("capacity IS NULL OR taken <= capacity", name=op.f("ck_ticket_types_taken_within_capacity")),
        sa.CheckConstraint("taken >= 0", name=op.f("ck_ticket_types_taken_not_negative")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_ticket_types_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_types")),
        sa.UniqueConstraint("public_id", name=op.f("uq_ticket_types_public_id")),
    )
    with op.batch_alter_table("ticket_types", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ticket_types_event_id"), ["event_id"], unique=False)

    op.create_table(
        "application_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=40), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_application_messages_application_id")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_application_messages_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_messages")),
    )
    with op.batch_alter_table("application_messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_application_messages_application_id"), ["application_id"], unique=False)

    op.create_table(
        "assessments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rule_set", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_assessments_application_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessments")),
    )
    with op.batch_alter_table("assessments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assessments_application_id"), ["application_id"], unique=False)

    op.create_table(
        "directory_words",
        sa.Column(
            "word",
            sa.String(length=40).with_variant(sa.VARCHAR(length=40, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["directory_entries.account_id"],
            name=op.f("fk_directory_words_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("word", "account_id", name=op.f("pk_directory_words")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("directory_words", schema=None) as batch_op:
        batch_op.create_index("ix_directory_words_of_one", ["account_id", "word"], unique=False)

    op.create_table(
        "registrations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("ticket_type_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("organisation_name", sa.String(length=200), nullable=False),
        sa.Column("dietary_wishes", sa.String(length=200), nullable=False),
        sa.Column("price_cents", sa.Integer(), nullable=False),
        sa.Column("ground", sa.String(length=20), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_registrations_account_id")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_registrations_event_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_registrations_order_id")),
        sa.ForeignKeyConstraint(["ticket_type_id"], ["ticket_types.id"], name=op.f("fk_registrations_ticket_type_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registrations")),
        sa.UniqueConstraint("public_id", name=op.f("uq_registrations_public_id")),
    )
    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_registrations_account_id"), ["account_id"], unique=False)
        batch_op.create_index("ix_registrations_list", ["event_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_registrations_order_id"), ["order_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_registrations_ticket_type_id"), ["ticket_type_id"], unique=False)
        batch_op.create_index(
            "uq_registrations_attendee",
            ["event_id", "email"],
            unique=True,
            sqlite_where=sa.text("cancelled_at IS NULL AND email != ''"),
            postgresql_where=sa.text("cancelled_at IS NULL AND email != ''"),
        )

    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("invited_by_id", sa.Integer(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_invitations_event_id")),
        sa.ForeignKeyConstraint(["invited_by_id"], ["accounts.id"], name=op.f("fk_invitations_invited_by_id")),
        sa.ForeignKeyConstraint(["registration_id"], ["registrations.id"], name=op.f("fk_invitations_registration_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("event_id", "email", name=op.f("uq_invitations_event_id_email")),
        sa.UniqueConstraint("public_id", name=op.f("uq_invitations_public_id")),
    )
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitations_event_id"), ["event_id"], unique=False)

    for statement in TRIGGERS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade():
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitations_event_id"))

    op.drop_table("invitations")
    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_registrations_attendee",
            sqlite_where=sa.text("cancelled_at IS NULL AND email != ''"),
            postgresql_where=sa.text("cancelled_at IS NULL AND email != ''"),
        )
        batch_op.drop_index(batch_op.f("ix_registrations_ticket_type_id"))
        batch_op.drop_index(batch_op.f("ix_registrations_order_id"))
        batch_op.drop_index("ix_registrations_list")
        batch_op.drop_index(batch_op.f("ix_registrations_account_id"))

    op.drop_table("registrations")
    with op.batch_alter_table("directory_words", schema=None) as batch_op:
        batch_op.drop_index("ix_directory_words_of_one")

    op.drop_table("directory_words")
    with op.batch_alter_table("assessments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assessments_application_id"))

    op.drop_table("assessments")
    with op.batch_alter_table("application_messages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_application_messages_application_id"))

    op.drop_table("application_messages")
    with op.batch_alter_table("ticket_types", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ticket_types_event_id"))

    op.drop_table("ticket_types")
    with op.batch_alter_table("sign_in_sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_sessions_account_id"))

    op.drop_table("sign_in_sessions")
    with op.batch_alter_table("programme_sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_programme_sessions_event_id"))

    op.drop_table("programme_sessions")
    with op.batch_alter_table("profiles", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_profiles_organisation_id"))

    op.drop_table("profiles")
    with op.batch_alter_table("organisation_words", schema=None) as batch_op:
        batch_op.drop_index("ix_organisation_words_of_one")

    op.drop_table("organisation_words")
    with op.batch_alter_table("organisation_domains", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_domains_organisation_id"))

    op.drop_table("organisation_domains")
    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_orders_event_id"))
        batch_op.drop_index(batch_op.f("ix_orders_contact_email"))
        batch_op.drop_index(batch_op.f("ix_orders_account_id"))

    op.drop_table("orders")
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_memberships_running",
            sqlite_where=sa.text("status != 'ended'"),
            postgresql_where=sa.text("status != 'ended'"),
        )
        batch_op.drop_index(batch_op.f("ix_memberships_account_id"))

    op.drop_table("memberships")
    with op.batch_alter_table("directory_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_directory_entries_cell_id"))
        batch_op.drop_index("ix_directory_entries_by_organisation")
        batch_op.drop_index("ix_directory_entries_by_name")

    op.drop_table("directory_entries")
    op.drop_table("appointments")
    with op.batch_alter_table("applications", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_applications_running",
            sqlite_where=sa.text("status IN ('submitted', 'more_info_needed')"),
            postgresql_where=sa.text("status IN ('submitted', 'more_info_needed')"),
        )
        batch_op.drop_index("ix_applications_queue")
        batch_op.drop_index(batch_op.f("ix_applications_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_applications_email"))
        batch_op.drop_index(batch_op.f("ix_applications_decided_at"))
        batch_op.drop_index(batch_op.f("ix_applications_account_id"))

    op.drop_table("applications")
    op.drop_table("address_changes")
    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_submissions_at"))

    op.drop_table("submissions")
    with op.batch_alter_table("organisations", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_organisations_flagged",
            sqlite_where=sa.text("is_confirmed = 0 AND merged_into_id IS NULL"),
            postgresql_where=sa.text("is_confirmed = false AND merged_into_id IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_organisations_merged_into_id"))
        batch_op.drop_index(batch_op.f("ix_organisations_folded_name"))

    op.drop_table("organisations")
    with op.batch_alter_table("mailed_links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mailed_links_expires_at"))
        batch_op.drop_index("ix_mailed_links_about")

    op.drop_table("mailed_links")
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.drop_index("ix_letters_due")
        batch_op.drop_index(batch_op.f("ix_letters_about"))

    op.drop_table("letters")
    with op.batch_alter_table("journal_entries", schema=None) as batch_op:
        batch_op.drop_index("ix_journal_entries_subject")
        batch_op.drop_index("ix_journal_entries_moment")
        batch_op.drop_index("ix_journal_entries_actor")
        batch_op.drop_index("ix_journal_entries_action")
        batch_op.drop_index("ix_journal_entries_about")

    op.drop_table("journal_entries")
    op.drop_table("job_runs")
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.drop_index("ix_events_agenda")

    op.drop_table("events")
    op.drop_table("directory_tallies")
    op.drop_table("directory_cells")
    op.drop_table("counters")
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attempts_until"))

    op.drop_table("attempts")
    op.drop_table("accounts")

    for statement in FUNCTIONS[op.get_bind().dialect.name]:
        op.execute(statement)
