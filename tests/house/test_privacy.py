"""Every column says what it holds of a person."""

from typing import Any

import sqlalchemy as sa

from okprofs.events.services.forgetting import EMPTIED, REMOVED
from okprofs.kernel.db import db
from okprofs.kernel.privacy import Holds, Kind, Reader, Term
from okprofs.membership.services.forgetting import EMPTIED as ANSWERS
from okprofs.wiring import JOBS

COLUMNS = [column for table in db.metadata.sorted_tables for column in table.columns]


def holds(column: "sa.Column[Any]") -> Holds:
    return column.info["privacy"]  # type: ignore[no-any-return]


def test_every_column_says_what_it_holds_who_reads_it_and_how_long() -> None:
    assert [str(column) for column in COLUMNS if not isinstance(column.info.get("privacy"), Holds)] == []


def test_nothing_personal_is_kept_for_ever() -> None:
    personal = [column for column in COLUMNS if holds(column).kind is not Kind.NOTHING]
    assert len(personal) > 20
    assert [str(column) for column in personal if holds(column).kept is Term.ALWAYS] == []


def test_what_proves_who_someone_is_and_what_betrays_health_is_read_by_almost_nobody() -> None:
    readers = {Kind.CREDENTIAL: (Reader.NOBODY,), Kind.SPECIAL: (Reader.ORGANISERS,)}
    delicate = [column for column in COLUMNS if holds(column).kind in readers]
    assert {holds(column).kind for column in delicate} == set(readers)
    assert [str(column) for column in delicate if holds(column).readers != readers[holds(column).kind]] == []
    special = [column for column in delicate if holds(column).kind is Kind.SPECIAL]
    assert [str(column) for column in special if holds(column).kept is not Term.EVENT_7_DAYS] == []


def test_a_column_that_looks_personal_is_not_declared_to_hold_nothing() -> None:
    telling = {"email", "name", "phone", "dietary_wishes", "motivation", "dedication", "password_hash", "recipient"}
    # The name of an organisation, a counter or a job is nobody's.
    impersonal = {"organisations.name", "counters.name", "job_runs.name"}
    wrong = [
        str(column)
        for column in COLUMNS
        if column.name in telling and str(column) not in impersonal and holds(column).kind is Kind.NOTHING
    ]
    assert wrong == []


# Which job ends what a table holds under a term; "by …" says who ends it when no job does.
ENDED: dict[Term, dict[str, str]] = {
    Term.UNTIL_CHANGED: {
        "accounts": "by the person, at their password",
        "calendar_feeds": "by the person, at their calendar",
        "conversation_sides": "by the person, when they hear the other again",
        "directory_entries": "by what the membership or profile becomes: directory.follow_account",
        "directory_fellows": "by what the group becomes: directory.follow_group",
        "directory_news": "tell of new members",
        "directory_spellings": "by the last entry that has it",
        "directory_vocabulary": "by the last entry that has it",
        "directory_words": "by what the profile becomes: directory.follow_account",
        "group_members": "by the end of the membership: community.follow_end",
        "photos": "by the person, at their profile",
        "profiles": "by the person, at their profile",
        "saved_searches": "by the person, at their searches",
    },
    Term.UNTIL_USED: {
        "address_changes": "forget addresses that nobody confirmed",
        "feedback_marks": "close questions about what people thought",
        "organisation_memberships": "let questions to contacts of organisations lapse",
        "seats": "let offers of seats lapse",
    },
    Term.ATTEMPTS_WINDOW: {"attempts": "forget attempts", "seat_links": "forget links to seats"},
    Term.SUBMISSION_2_DAYS: {"submissions": "forget submissions"},
    Term.SESSION_30_DAYS: {"sign_in_sessions": "forget old sessions"},
    Term.MAIL_14_DAYS: {"letters": "forget letters"},
    Term.MESSAGE_DAYS: {"conversation_sides": "forget messages", "messages": "forget messages"},
    Term.REPORT_12_MONTHS: {"message_reports": "forget reports of messages"},
    Term.LINK_30_DAYS: {"mailed_links": "forget mailed links"},
    Term.LIST_14_DAYS: {"network_import_rows": "forget lists of the network"},
    Term.INVITATION_60_DAYS: {"network_import_rows": "wipe who did not answer about the network"},
    Term.DECLINED_24_MONTHS: {"network_import_rows": "forget lists of the network"},
    Term.MEMBERSHIP_6_MONTHS: {
        **dict.fromkeys(
            (
                "accounts",
                "application_mergers",
                "application_messages",
                "application_notes",
                "application_votes",
                "applications",
                "appointments",
                "assessments",
                "disclosures",
                "memberships",
                "network_imports",
                "objections",
                "office_texts",
                "organisation_memberships",
                "profiles",
                "rechecks",
            ),
            "forget who left",
        ),
        "person_keys": "forget by what people are recognised",
        "seats": "by the end of the membership: membership.services.seats.follow_end",
        "writing_bans": "forget who may not write",
    },
    Term.DECISION_3_MONTHS: {
        "application_attachments": "forget attachments",
        "nominations": "forget nominations",
        "membership_disclosures": "forget what stood in applications",
        **{model.__tablename__: "forget what stood in applications" for model in ANSWERS},
    },
    Term.EVENT_7_DAYS: dict.fromkeys(("registrations", "waiting_attendees"), "forget what people eat"),
    Term.LISTED_DAYS: {"attendee_listings": "forget who let themselves be seen"},
    Term.EVENT_12_MONTHS: {
        model.__tablename__: "forget who came to events of long ago" for model in (*REMOVED, *EMPTIED)
    },
    Term.JOURNAL_24_MONTHS: {"journal_entries": "forget what was done long ago"},
    Term.BOOK_YEAR_7_YEARS: dict.fromkeys(
        ("order_payments", "orders", "registrations"), "forget what the books of events needed"
    ),
    Term.INTERVISION_24_MONTHS: {"intervision_meetings": "forget meetings of groups of long ago"},
    Term.HOURS_7_YEARS: {"intervision_hours": "forget meetings of groups of long ago"},
    Term.CERTIFICATE_7_YEARS: {"certificates": "forget certificates of long ago"},
}


def test_all_that_is_kept_for_a_while_has_something_that_ends_it() -> None:
    promised = {(holds(column).kept.value, column.table.name) for column in COLUMNS} - {
        (Term.ALWAYS.value, table.name) for table in db.metadata.sorted_tables
    }
    ended = {(term.value, table) for term, tables in ENDED.items() for table in tables}
    assert sorted(promised - ended) == [], "nothing ends it"
    assert sorted(ended - promised) == [], "nothing is kept like that"
    by_jobs = {how for tables in ENDED.values() for how in tables.values() if not how.startswith("by ")}
    assert sorted(by_jobs - {job.name for job in JOBS}) == [], "no such job"


def test_what_is_emptied_loses_every_column_about_people() -> None:
    emptied = {
        **{(Term.EVENT_12_MONTHS, model.__table__): emptying.columns for model, emptying in EMPTIED.items()},
        **{(Term.DECISION_3_MONTHS, model.__table__): columns for model, columns in ANSWERS.items()},
    }
    promised = [(str(column), (holds(column).kept, column.table), column.name) for column in COLUMNS]
    assert [column for column, key, name in promised if key in emptied and name not in emptied[key]] == []


def test_what_refers_to_a_person_is_found_without_reading_everything() -> None:
    """When one account of a hundred thousand goes, the database asks each table that refers to it."""
    people = {"accounts", "memberships", "applications"}
    references = [column for column in COLUMNS for key in column.foreign_keys if key.column.table.name in people]
    assert len(references) > 50
    assert [str(column) for column in references if column.name not in _first_of_indexes(column.table)] == []


def _first_of_indexes(table: Any) -> set[str]:
    """By which columns rows of this table are found."""
    whole = [index for index in table.indexes if index.dialect_options["sqlite"]["where"] is None]
    unique = [one for one in table.constraints if isinstance(one, sa.UniqueConstraint)]
    kinds = [*whole, *unique, table.primary_key]
    return {next(iter(kind.columns)).name for kind in kinds if len(kind.columns)}
