"""What has happened in membership that other rooms want to know?"""

from dataclasses import dataclass


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
class MembershipChanged:
    """Someone is another kind of member, or active again."""

    membership_id: int
    account_id: int


@dataclass(frozen=True, slots=True)
class MembershipsPaused:
    """These people, at most 1,000, are suspended or no longer members, from this moment."""

    account_ids: tuple[int, ...]
