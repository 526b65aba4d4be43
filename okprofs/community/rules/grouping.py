"""May this person come to sit in this intervision group, and if not, why?

A group is small: the seminar calls the workshops small, and with more than twelve nobody's question gets its turn.
"""

from dataclasses import dataclass

from okprofs.kernel.refusals import Refusal

MOST_MEMBERS = 12
UNKNOWN = Refusal("group_member_unknown")


@dataclass(frozen=True, slots=True)
class Joining:
    """How someone stands towards a group. `is_member`: now, and of a kind that meets other members here."""

    has_ended: bool
    members: int
    is_in_already: bool
    is_member: bool


def may_join(joining: Joining) -> list[Refusal]:
    """The reason why not. Of who is no member it tells no more than of an address that we do not know."""
    if joining.has_ended:
        return [Refusal("group_ended")]
    if not joining.is_member:
        return [UNKNOWN]
    if joining.is_in_already:
        return [Refusal("in_group_already")]
    if joining.members >= MOST_MEMBERS:
        return [Refusal("group_full", (("most", MOST_MEMBERS),))]
    return []
