"""What has happened in membership that other rooms want to know?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MemberAdmitted:
    """Someone became a member; their profile already stands as they chose."""

    membership_id: int
    account_id: int


@dataclass(frozen=True, slots=True)
class MembershipEnded:
    """Someone is no longer a member, from this moment."""

    membership_id: int
    account_id: int
