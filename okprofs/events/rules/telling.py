"""Whom does a change in the programme concern, and what of it is news to them?

Who has a ticket for what is open hears nothing of what is closed. Of workshops hears who was told that they go there,
or who chose them and was told nothing yet.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from okprofs.events.rules.admission import Audience
from okprofs.events.rules.choosing import is_in_round


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the programme as an attendee knows it: an item, or a workshop in one."""

    title: str
    room: str
    starts_at: datetime
    ends_at: datetime | None
    is_closed: bool

    def is_over(self, now: datetime) -> bool:
        return (self.ends_at or self.starts_at) <= now


@dataclass(frozen=True, slots=True)
class Choice:
    """What an attendee knows of one round: the workshop that they were told, by its id, and those they chose."""

    was_told: bool = False
    goes_to: int | None = None
    chose: frozenset[int] = frozenset()

    def concerns(self, workshops: Collection[int]) -> bool:
        """Whether they go to one of these; before they were told anything, whether they chose one."""
        return self.goes_to in workshops if self.was_told else not self.chose.isdisjoint(workshops)


@dataclass(frozen=True, slots=True)
class News:
    """What to tell: at most one of the first two, or some of the others."""

    is_gone: bool = False
    # It is there, but no longer for this ticket.
    is_closed: bool = False
    is_renamed: bool = False
    is_moved: bool = False
    is_elsewhere: bool = False


def news_of(was: Part, becomes: Part | None, audience: Audience) -> News | None:
    """What changed for a ticket of this audience; without `becomes` the part is gone. None: nothing to tell."""
    if not is_in_round(audience, was.is_closed):
        return None
    if becomes is None:
        return News(is_gone=True)
    if not is_in_round(audience, becomes.is_closed):
        return News(is_closed=True)
    news = News(
        is_renamed=was.title != becomes.title,
        is_moved=(was.starts_at, was.ends_at) != (becomes.starts_at, becomes.ends_at),
        is_elsewhere=was.room != becomes.room,
    )
    return None if news == News() else news
