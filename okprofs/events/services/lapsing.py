"""Telling who stops being a member what that means for what they signed up for. Their tickets stand: what becomes of
them is for the organiser, who sees who it is in the list, and nothing is paid back or asked for by itself.
"""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from okprofs.events.letters_of_membership import MEMBERSHIP_LAPSED, lapsed_facts
from okprofs.events.queries.lapsed import lapsed_of
from okprofs.kernel.clock import today
from okprofs.mail.services import Addressed, write_each
from okprofs.membership.facts import MembershipChanged, MembershipEnded, MembershipLeft, MembershipsPaused


def follow_end(fact: MembershipEnded | MembershipChanged) -> None:
    """Someone is no member any more, or perhaps a member of a kind for whom less is: they hear what they signed up for
    that asks for more."""
    _tell([fact.account_id], today())


def follow_leaving(fact: MembershipLeft) -> None:
    """Someone leaves later: they hear it now of what comes after, while they can still take it back."""
    _tell([fact.account_id], fact.ends_on)


def follow_pause(fact: MembershipsPaused) -> None:
    """The same for many at once; who was leaving has heard it when they said so."""
    if not fact.were_leaving:
        _tell(fact.account_ids, today())


def _tell(account_ids: Sequence[int], day: date) -> None:
    """One letter to each who is signed up for something from this day on that asks for a membership they do not have
    then."""
    people = [list(found) for _, found in groupby(lapsed_of(account_ids, day), lambda each: each.account_id)]
    write_each(
        MEMBERSHIP_LAPSED,
        (Addressed(found[0].email, found[0].language, found[0].about, lapsed_facts(found)) for found in people),
    )
