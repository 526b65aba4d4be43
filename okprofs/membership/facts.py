"""What has happened in membership that other rooms want to know?"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class MemberAdmitted:
    """Someone became a member; their profile already stands as they chose."""

    membership_id: int
    account_id: int


@dataclass(frozen=True, slots=True)
class ApplicationEnded:
    """An application came to nothing: rejected (also after an objection), withdrawn, or never answered."""

    application_id: int
    account_id: int


@dataclass(frozen=True, slots=True)
class MembershipEnded:
    """Someone is no longer a member, from this moment."""

    membership_id: int
    account_id: int


@dataclass(frozen=True, slots=True)
class MembershipLeft:
    """Someone chose to leave later: from `ends_on` they are no member any more."""

    membership_id: int
    account_id: int
    ends_on: date


@dataclass(frozen=True, slots=True)
class MembershipChanged:
    """Someone is another kind of member, or active again."""

    membership_id: int
    account_id: int


@dataclass(frozen=True, slots=True)
class MembershipsPaused:
    """These people, at most 1,000, are suspended or no longer members, from this moment. `were_leaving`: of each of
    them MembershipLeft told of this day before."""

    account_ids: tuple[int, ...]
    were_leaving: bool = False
