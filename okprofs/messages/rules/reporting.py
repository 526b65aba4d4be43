"""What can be reported, and who may handle a report?"""

from dataclasses import dataclass
from enum import StrEnum

from okprofs.kernel.refusals import Refusal


class Reason(StrEnum):
    """Why someone reports a message."""

    INSULTING = "insulting"
    UNWANTED = "unwanted"
    ADVERTISING = "advertising"
    OTHER = "other"


class Verdict(StrEnum):
    """What a moderator did with a report."""

    NOTHING = "nothing"
    WRITING_ENDED = "writing_ended"


@dataclass(frozen=True, slots=True)
class Sent:
    """A message to report: who wrote it, whether the one who reports can read it, whether that happened before."""

    is_own: bool
    is_readable: bool
    is_reported: bool


def may_report(sent: Sent) -> list[Refusal]:
    """Every reason why not: only what one received, and once."""
    if sent.is_own or not sent.is_readable:
        return [Refusal("report_of_nothing")]
    return [Refusal("reported_already")] if sent.is_reported else []


@dataclass(frozen=True, slots=True)
class Reported:
    """A report, to the moderator who looks at it. `has_opened`: they did, and nobody after them."""

    is_party: bool
    is_settled: bool
    has_opened: bool


def may_open(reported: Reported) -> list[Refusal]:
    """A report about oneself, or by oneself, is for another moderator."""
    return [Refusal("own_report")] if reported.is_party else []


def may_settle(reported: Reported) -> list[Refusal]:
    """Who decides has read the message; what is decided stays decided."""
    refusals = may_open(reported)
    if reported.is_settled:
        refusals.append(Refusal("report_settled"))
    elif not reported.has_opened:
        refusals.append(Refusal("report_unread"))
    return refusals


def may_read(reported: Reported) -> bool:
    """Whether the text is shown to this moderator: once they opened it, until it is settled."""
    return reported.has_opened and not reported.is_settled and not reported.is_party
