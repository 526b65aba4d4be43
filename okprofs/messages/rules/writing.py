"""May this member write to that one now, and if not, why?

Whether the other has blocked the writer is no question here: that member is not told. The message is taken like any
other and goes nowhere, so that what the writer sees is the same to the byte. A refusal, however neutral, would tell it
to who compares with a colleague that is not refused.
"""

from dataclasses import dataclass

from okprofs.kernel.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Writing:
    """What stands between the two. `takes_messages`: the other is a member, and lets the writer write or wrote here
    before. `has_blocked`: it is the writer who blocked the other. The numbers are of the last 24 hours."""

    is_member: bool
    is_ended: bool
    takes_messages: bool
    has_blocked: bool
    sent: int
    sent_to_them: int


@dataclass(frozen=True, slots=True)
class Limits:
    """How many messages one may write in 24 hours: in all, and to one other."""

    a_day: int
    to_one: int


def may_write(writing: Writing, limits: Limits) -> list[Refusal]:
    """Every reason why not."""
    if not writing.is_member:
        return [Refusal("writers_are_members")]
    if writing.is_ended:
        return [Refusal("writing_ended")]
    refusals = []
    if not writing.takes_messages:
        refusals.append(Refusal("takes_no_messages"))
    if writing.has_blocked:
        refusals.append(Refusal("blocked_by_you"))
    if writing.sent >= limits.a_day:
        refusals.append(Refusal("messages_today", (("most", limits.a_day),)))
    elif writing.sent_to_them >= limits.to_one:
        refusals.append(Refusal("messages_to_one_today", (("most", limits.to_one),)))
    return refusals
