"""How many votes does an application take, and what do those that were cast decide?

Clear answers take one vote. When the rules ask for judgement, or a reviewer asked for a second reader, it takes two:
agreement decides, and when they differ a third decides. An office with fewer readers than that is never stuck: it takes
no more votes than there are reviewers who may read the case. Two who differ where nobody is left to be third talk it
over, and may change their votes for as long as nothing was decided. So may who voted before the applicant wrote more:
the vote stands, and says that it is from before.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from okprofs.membership.rules.eligibility import Outcome

JUDGEMENT_TAKES = 2
THIRD = 3


class Verdict(StrEnum):
    """What a reviewer thinks should happen."""

    ADMIT = "admit"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Poll:
    """The votes on one application. Persons are account numbers.

    `readers` are the reviewers who may read it at this moment. Only their votes count: who leaves the office leaves
    no vote behind that the others could be stuck with.
    """

    wanted: int
    readers: frozenset[int]
    cast: Mapping[int, Verdict]

    @property
    def votes(self) -> Mapping[int, Verdict]:
        """The votes that count."""
        return {reader: verdict for reader, verdict in self.cast.items() if reader in self.readers}

    @property
    def needed(self) -> int:
        """How many votes it takes: as many as are wanted, but no more than there are readers; never none."""
        return max(1, min(self.wanted, len(self.readers)))

    @property
    def is_split(self) -> bool:
        """Whether two have voted, and they differ."""
        return len(self.votes) == JUDGEMENT_TAKES and len(set(self.votes.values())) > 1

    @property
    def has_third(self) -> bool:
        """Whether there is a reader left who has not voted."""
        return bool(self.readers - self.votes.keys())

    def with_vote(self, reviewer_id: int, verdict: Verdict) -> "Poll":
        """The same, when this reviewer votes so; who voted before changes their vote."""
        return replace(self, cast={**self.cast, reviewer_id: verdict})


def votes_wanted(outcome: Outcome, *, is_second_asked: bool) -> int:
    """How many votes an application with this advice should have."""
    return JUDGEMENT_TAKES if is_second_asked or outcome is Outcome.NEEDS_JUDGEMENT else 1


def decision(poll: Poll) -> Verdict | None:
    """What the votes decide; None when they do not yet."""
    verdicts = list(poll.votes.values())
    if len(verdicts) < poll.needed:
        return None
    if len(set(verdicts)) == 1:
        return verdicts[0]
    # Of three votes two agree, and the third is one of these.
    return max(Verdict, key=verdicts.count) if len(verdicts) >= THIRD else None


def is_from_before(voted_at: datetime, wrote_at: datetime | None) -> bool:
    """Whether a vote was given before the applicant last wrote; None when they wrote nothing."""
    return wrote_at is not None and voted_at < wrote_at


def may_see_votes(poll: Poll, *, reviewer_id: int, is_decided: bool) -> bool:
    """Whether the reviewer may read what others voted: not before their own, so that each judges for themselves; but
    who is to decide between two reads both."""
    return is_decided or poll.is_split or reviewer_id in poll.votes
