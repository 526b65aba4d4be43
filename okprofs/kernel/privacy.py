"""What does a column hold of a person, who may read it, and how long is it kept?

Every column carries one of these in its `info`; a column that does not fails the build. Export, erasure and retention
are made from it. Terms and grounds are settled by the association's privacy officer; they are names here.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """Which kind of personal data."""

    NOTHING = "nothing"
    IDENTITY = "identity"  # who someone is: a name, a membership number
    CONTACT = "contact"  # where to reach someone
    WORK = "work"  # employer, function, disciplines
    OWN_WORDS = "own_words"  # what someone wrote
    SPECIAL = "special"  # can betray health or belief: diets (GDPR article 9)
    CREDENTIAL = "credential"  # proves who someone is
    CHOICE = "choice"  # consents and preferences
    ACTIVITY = "activity"  # what someone did or what was decided about them, and when
    MONEY = "money"  # what someone owes or paid


class Reader(StrEnum):
    """Who may read it, besides the person."""

    NOBODY = "nobody"
    EVERYONE = "everyone"
    EVERYONE_BY_CHOICE = "everyone_by_choice"
    MEMBERS_BY_CHOICE = "members_by_choice"
    GROUP = "group"  # who sits in the same intervision group
    REVIEWERS = "reviewers"
    ORGANISERS = "organisers"
    TREASURER = "treasurer"
    MODERATORS = "moderators"
    ADMINISTRATORS = "administrators"


class Term(StrEnum):
    """How long it is kept."""

    ALWAYS = "always"
    UNTIL_CHANGED = "until_changed"
    UNTIL_USED = "until_used"
    ATTEMPTS_WINDOW = "attempts_window"  # until the window in which tries are counted is over
    SUBMISSION_2_DAYS = "submission_2_days"  # as long as somebody may send the same form again
    SESSION_30_DAYS = "session_30_days"
    MAIL_14_DAYS = "mail_14_days"
    MESSAGE_DAYS = "message_days"  # MESSAGE_DAYS after it was written
    REPORT_12_MONTHS = "report_12_months"  # after it was settled
    LINK_30_DAYS = "link_30_days"  # after the mailed link expired
    LIST_14_DAYS = "list_14_days"  # a list of people that was taken in: after it was sent, or came and was not
    INVITATION_60_DAYS = "invitation_60_days"  # of who is on such a list, until they answer
    DECLINED_24_MONTHS = "declined_24_months"  # that someone wants no such invitation
    MEMBERSHIP_6_MONTHS = "membership_6_months"  # after it ended, or who has none last applied or signed in
    # A draft: DRAFT_DAYS after it was last touched; a nomination from which nobody applied: 60 days,
    # and as long after it was turned down.
    DECISION_3_MONTHS = "decision_3_months"
    EVENT_7_DAYS = "event_7_days"
    LISTED_DAYS = "listed_days"  # as many days after the event as its organiser set
    EVENT_12_MONTHS = "event_12_months"
    JOURNAL_24_MONTHS = "journal_24_months"
    INTERVISION_24_MONTHS = "intervision_24_months"  # after the day, or until the group ends
    BOOK_YEAR_7_YEARS = "book_year_7_years"
    CERTIFICATE_7_YEARS = "certificate_7_years"  # after it was made, for who checks a record of training
    HOURS_7_YEARS = "hours_7_years"  # after the day, for the same, or as long as there is an account


@dataclass(frozen=True, slots=True)
class Holds:
    """What a column holds of a person, who else may read it, and how long it is kept."""

    kind: Kind
    readers: tuple[Reader, ...]
    kept: Term


NOTHING: dict[Any, Any] = {"privacy": Holds(Kind.NOTHING, (Reader.EVERYONE,), Term.ALWAYS)}


def personal(kind: Kind, *readers: Reader, kept: Term) -> dict[Any, Any]:
    """The `info` of a column that holds something of a person."""
    return {"privacy": Holds(kind, readers or (Reader.NOBODY,), kept)}
