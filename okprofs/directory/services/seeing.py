"""What does one person see of another: anybody of who wants that, a member, someone of the same group?

Members read what stands in the directory. What fewer or others see is made from the profile when it is asked for, by
the same rule, and is kept nowhere: so it is not searched, sorted on or counted.
"""

from collections.abc import Collection
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from okprofs.directory import queries
from okprofs.directory.models import DirectoryEntry, DirectoryFellow
from okprofs.directory.services.entries import columns_of, entries_for
from okprofs.kernel.db import db
from okprofs.membership.queries import members_among
from okprofs.people.queries import photo_of, profiles_of
from okprofs.people.rules.photos import Size
from okprofs.people.rules.visibility import Audience, visible_profile

MOST_FELLOWS = 500


class _AboutGroup(Protocol):
    @property
    def group_id(self) -> str: ...
    @property
    def account_ids(self) -> Collection[int]: ...


def follow_group(fact: _AboutGroup) -> None:
    """These people, and nobody else, sit in this group now; a group that ended has nobody."""
    db.session.execute(sa.delete(DirectoryFellow).where(DirectoryFellow.group_id == fact.group_id))
    rows = [{"group_id": fact.group_id, "account_id": account_id} for account_id in sorted(fact.account_ids)]
    if rows:
        db.session.execute(sa.insert(DirectoryFellow), rows)


def seen_by_member(public_id: str, viewer_id: int) -> DirectoryEntry | None:
    """What the member `viewer_id` sees of another: more when the two sit in one group. None for who is hidden, no
    member, or unknown: all the same from here."""
    standing = queries.entry(public_id)
    if standing is None or not queries.are_fellows(standing.account_id, viewer_id):
        return standing
    return _made(standing.account_id, Audience.GROUPS)


def seen_by_everyone(public_id: str) -> DirectoryEntry | None:
    """What anybody sees of a member; None for who did not choose that, too."""
    standing = queries.entry(public_id)
    return _made(standing.account_id, Audience.EVERYONE) if standing else None


def fellows_of(viewer_id: int) -> dict[str, list[DirectoryEntry]]:
    """What this member sees of who sits in a group with them, by group and in each by name; who is not in the directory
    is left out. Groups are small, and of all together at most 500 are read."""
    own, other = (aliased(DirectoryFellow) for _ in range(2))
    query = (
        sa.select(other.group_id, other.account_id)
        .join(own, own.group_id == other.group_id)
        .join(DirectoryEntry, DirectoryEntry.account_id == other.account_id)
        .where(own.account_id == viewer_id, other.account_id != viewer_id)
        .order_by(DirectoryEntry.sort_name, other.account_id)
        .limit(MOST_FELLOWS)
    )
    places = db.session.execute(query).all()
    entries = _all_made({place.account_id for place in places}, Audience.GROUPS)
    found: dict[str, list[DirectoryEntry]] = {}
    for place in places:
        if place.account_id in entries:
            found.setdefault(place.group_id, []).append(entries[place.account_id])
    return found


def photo_for_member(public_id: str, viewer_id: int, size: Size) -> bytes | None:
    """The photo of a member, if they show it to this one."""
    shown = queries.photo(public_id, size)
    return shown or _photo_in(seen_by_member(public_id, viewer_id), size)


def photo_for_everyone(public_id: str, size: Size) -> bytes | None:
    """The photo of a member, if they show it to anybody."""
    return _photo_in(seen_by_everyone(public_id), size)


def as_shown(account_id: int, viewer: Audience = Audience.MEMBERS) -> DirectoryEntry | None:
    """What members see of this person now, or another audience; of who is no member, what they would see. None when
    that is nothing."""
    standing = db.session.get(DirectoryEntry, account_id)
    if standing is None and members_among([account_id]):
        return None
    if viewer is not Audience.MEMBERS:
        return _made(account_id, viewer)
    return standing or next((DirectoryEntry(**columns) for columns, _ in entries_for([account_id]).values()), None)


def _made(account_id: int, viewer: Audience) -> DirectoryEntry | None:
    return _all_made([account_id], viewer).get(account_id)


def _all_made(account_ids: Collection[int], viewer: Audience) -> dict[int, DirectoryEntry]:
    """Subjects as each spells them: the spelling that members share comes from what others show."""
    return {
        account_id: DirectoryEntry(**columns_of(account_id, public_id, visible))
        for account_id, public_id, profile in profiles_of(account_ids)
        if (visible := visible_profile(profile, viewer)) is not None
    }


def _photo_in(entry: DirectoryEntry | None, size: Size) -> bytes | None:
    return photo_of(entry.account_id, size) if entry is not None and entry.has_photo else None
