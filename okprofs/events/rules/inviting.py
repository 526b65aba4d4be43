"""Who on a list may be invited, how does it stand with an invitation, and who is reminded when?

An invitation is for one named person: it lets in once, until it is withdrawn. Who declined may change their mind; who
answered is never reminded, and nobody twice.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from okprofs.kernel.refusals import Refusal
from okprofs.membership.rules.importing import Part, guess_matching, read_person
from okprofs.people.rules.addresses import normalise_address
from okprofs.people.rules.names import clean_name, refusals_for_name

MOST_AT_ONCE = 300
"""How many people one list may hold."""

MOST_INVITED = 2_000
"""How many people can be invited to one event."""

MOST_DAYS = 60
"""How long before the end of signing up a reminder can go at most."""

_ADDRESS = re.compile(r"[^\s<>;,\"']{1,250}@[^\s<>;,\"']{1,250}")
_AROUND_NAMES = " \t<>;,:\"'()[]"


class InvitationRefusal(StrEnum):
    """Why not."""

    INVITATION_USED = "invitation_used"
    INVITATION_GONE = "invitation_gone"
    NOBODY_TO_INVITE = "nobody_to_invite"
    LIST_TOO_LONG = "invitation_list_too_long"
    TOO_MANY_INVITED = "too_many_invited"


class InvitationStanding(StrEnum):
    """How it stands with an invitation."""

    SENT = "sent"
    REMINDED = "reminded"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REVOKED = "revoked"


class Verdict(StrEnum):
    """What becomes of a line of a list."""

    NEW = "new"
    NO_ADDRESS = "no_address"
    NO_NAME = "no_name"
    DOUBLE = "double"
    INVITED = "invited"
    COMES_ALREADY = "comes_already"
    REVOKED = "revoked"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Line:
    """Someone on a list; `address` is empty when it is none. `number` is their line."""

    number: int
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Known:
    """Of these addresses: who has an invitation that stands, declined it, had it withdrawn, and who comes already."""

    invited: Collection[str] = ()
    declined: Collection[str] = ()
    revoked: Collection[str] = ()
    come: Collection[str] = ()


def lines_of_text(text: str) -> list[Line]:
    """Who stands in a text that was pasted: a line a person, with a name and an address in any order."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        typed = _ADDRESS.search(line)
        address = typed[0].removeprefix("mailto:") if typed else ""
        rest = line.replace(typed[0], " ") if typed else line
        name = " ".join(re.sub(r"[;,\t<>\"]+", " ", rest).split()).strip(_AROUND_NAMES)
        found.append(Line(number, clean_name(name)[:100], normalise_address(address) or ""))
    return found


def lines_of_table(headings: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]]) -> list[Line]:
    """Who stands in a table; where its headings name no column for the names, what stands beside the address."""
    rows = list(rows)
    matching = guess_matching(headings, rows[0][1] if rows else ())
    if Part.NAME not in matching and Part.FAMILY_NAME not in matching:
        taken = matching.get(Part.EMAIL)
        others = [place for place in range(len(headings)) if place != taken]
        matching = {**matching, **({Part.NAME: others[0]} if others else {})}
    people = [(number, read_person(cells, matching)) for number, cells in rows]
    return [Line(number, person.name[:100], person.address) for number, person in people]


def judge(lines: Sequence[Line], known: Known) -> list[tuple[Line, Verdict]]:
    """What becomes of each line of a list, in its order; only the first of the same address counts."""
    seen: set[str] = set()
    judged = []
    for line in lines:
        judged.append((line, _verdict(line, known, seen)))
        seen.add(line.address)
    return judged


def _verdict(line: Line, known: Known, seen: Collection[str]) -> Verdict:
    if not line.address:
        return Verdict.NO_ADDRESS
    if refusals_for_name(line.name):
        return Verdict.NO_NAME
    if line.address in seen:
        return Verdict.DOUBLE
    of_known = (
        (Verdict.COMES_ALREADY, known.come),
        (Verdict.REVOKED, known.revoked),
        (Verdict.DECLINED, known.declined),
        (Verdict.INVITED, known.invited),
    )
    return next((verdict for verdict, addresses in of_known if line.address in addresses), Verdict.NEW)


def may_invite(judged: Sequence[tuple[Line, Verdict]], invited_before: int) -> tuple[Refusal, ...]:
    """May this list be invited? Refuses a list with nobody new, one that is too long, and more than an event takes."""
    new = sum(verdict is Verdict.NEW for _, verdict in judged)
    if len(judged) > MOST_AT_ONCE:
        return (Refusal(InvitationRefusal.LIST_TOO_LONG, (("most", MOST_AT_ONCE),)),)
    if not new:
        return (Refusal(InvitationRefusal.NOBODY_TO_INVITE),)
    if invited_before + new > MOST_INVITED:
        return (Refusal(InvitationRefusal.TOO_MANY_INVITED, (("most", MOST_INVITED),)),)
    return ()


def standing_of_invitation(
    *, is_revoked: bool, is_used: bool, is_declined: bool, is_reminded: bool
) -> InvitationStanding:
    """How it stands: a registration that was made stays, also when the invitation is withdrawn afterwards."""
    if is_revoked:
        return InvitationStanding.REVOKED
    if is_used:
        return InvitationStanding.ACCEPTED
    if is_declined:
        return InvitationStanding.DECLINED
    return InvitationStanding.REMINDED if is_reminded else InvitationStanding.SENT


def reminded_from(deadline_at: datetime, days: int) -> datetime:
    """From when who did not answer is reminded; whoever is invited after that is not."""
    return deadline_at - timedelta(days=days)
