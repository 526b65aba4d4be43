"""What may be read of one member, who shares a group with whom, and which subjects do members name?"""

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from okprofs.directory.models import DirectoryEntry, DirectoryFellow, DirectoryTopic
from okprofs.kernel.db import db
from okprofs.kernel.words import begins_with
from okprofs.people.models import COLUMNS, Photo
from okprofs.people.queries import messages_audience
from okprofs.people.rules.expertise import spelling_key
from okprofs.people.rules.photos import Size
from okprofs.people.rules.visibility import Audience

MOST_CANDIDATES = 1_000
MOST_SUGGESTIONS = 8


def entry(public_id: str) -> DirectoryEntry | None:
    """What members may see of one member; None for who is hidden, no member, or unknown: all the same from here."""
    return db.session.scalar(sa.select(DirectoryEntry).where(DirectoryEntry.public_id == public_id))


def photo(public_id: str, size: Size) -> bytes | None:
    """The photo of a member who shows it; None for every other reason alike."""
    query = sa.select(getattr(Photo, COLUMNS[size])).join(DirectoryEntry, DirectoryEntry.account_id == Photo.account_id)
    found: bytes | None = db.session.scalar(
        query.where(DirectoryEntry.public_id == public_id, DirectoryEntry.has_photo)
    )
    return found


def are_fellows(one_id: int, other_id: int) -> bool:
    """Whether these two, by the ids of their accounts, sit in one group; nobody does so with themselves."""
    if one_id == other_id:
        return False
    one, other = (aliased(DirectoryFellow) for _ in range(2))
    same = sa.exists().where(one.account_id == one_id, other.account_id == other_id, one.group_id == other.group_id)
    return bool(db.session.scalar(sa.select(same)))


def takes_messages(account_id: int, writer_id: int) -> bool:
    """Whether this member lets the other write to them: as any member, or as who sits in a group with them."""
    audience = messages_audience(account_id)
    return audience is Audience.MEMBERS or (audience is Audience.GROUPS and are_fellows(account_id, writer_id))


def fellows_of(account_id: int) -> sa.Select[int]:
    """The ids of the accounts that sit in a group with this one, itself among them."""
    own = sa.select(DirectoryFellow.group_id).where(DirectoryFellow.account_id == account_id)
    return sa.select(DirectoryFellow.account_id).where(DirectoryFellow.group_id.in_(own))


def has_fellows(account_id: int) -> bool:
    """Whether this person sits in a group."""
    return bool(db.session.scalar(sa.select(sa.exists().where(DirectoryFellow.account_id == account_id))))


def topics(text: str) -> list[str]:
    """The subjects that members show and that begin like `text`, in their shared spelling; what most show first.

    Looks no further than 1,000 of them.
    """
    key = spelling_key(text)
    if len(key) < 2:
        return []
    some = (
        sa.select(DirectoryTopic.wording, DirectoryTopic.members)
        .where(begins_with(DirectoryTopic.key, key), DirectoryTopic.members > 0)
        .order_by(DirectoryTopic.key)
        .limit(MOST_CANDIDATES)
        .subquery()
    )
    query = sa.select(some.c.wording).order_by(some.c.members.desc(), some.c.wording).limit(MOST_SUGGESTIONS)
    return list(db.session.scalars(query))
