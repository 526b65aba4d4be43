"""What has happened to groups?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GroupChanged:
    """From now on these people, and nobody else, sit in this group (its public id)."""

    group_id: str
    account_ids: frozenset[int]
