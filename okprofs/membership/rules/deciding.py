"""May this reviewer decide on this membership, and read what was told of changed work?

Nobody decides on their own, and nobody on that of someone of the organisation they work for, unless they said why. Such
a reason is about what one opens now: it counts for a month, and not for what the member tells later.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from okprofs.kernel.refusals import Refusal
from okprofs.membership.rules.review import Reader

EXPLAINED_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Member:
    """A member, as far as it is told who may decide on them. `told_at`: when they told of changed work that waits."""

    account_id: int
    organisation_id: int | None = None
    told_at: datetime | None = None


def may_decide_on(
    member: Member, reader: Reader, *, explained_at: datetime | None, now: datetime
) -> tuple[Refusal, ...]:
    """Refusals: `own_membership`, for ever; `own_colleague`, until explained. `explained_at`: when the reviewer last
    said why."""
    if member.account_id == reader.id:
        return (Refusal("own_membership"),)
    is_colleague = member.organisation_id is not None and member.organisation_id == reader.organisation_id
    if not is_colleague or _counts(explained_at, member.told_at, now):
        return ()
    return (Refusal("own_colleague"),)


def _counts(explained_at: datetime | None, told_at: datetime | None, now: datetime) -> bool:
    if explained_at is None or now - explained_at > EXPLAINED_FOR:
        return False
    return told_at is None or told_at <= explained_at
