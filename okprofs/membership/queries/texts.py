"""What does the office write to applicants?"""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from okprofs.kernel.db import db
from okprofs.membership.models import OfficeText
from okprofs.membership.rules.texts import TextKey
from okprofs.people.models import Account

MOST_VERSIONS = 20

_AUTHOR = joinedload(OfficeText.written_by).load_only(Account.name)


def versions(key: TextKey, language: str) -> Sequence[OfficeText]:
    """The last 20 versions of a text, the one in use first; none when the office left it as it came."""
    query = sa.select(OfficeText).where(OfficeText.key == key, OfficeText.language == language).options(_AUTHOR)
    return db.session.scalars(query.order_by(OfficeText.number.desc()).limit(MOST_VERSIONS)).all()


def in_use(language: str | None = None) -> dict[tuple[TextKey, str], OfficeText]:
    """The texts that the office wrote, by what they are for and their language; at most two of each."""
    later = aliased(OfficeText)
    is_followed = sa.exists().where(
        later.key == OfficeText.key, later.language == OfficeText.language, later.number > OfficeText.number
    )
    query = sa.select(OfficeText).where(~is_followed).options(_AUTHOR).limit(2 * len(TextKey))
    if language is not None:
        query = query.where(OfficeText.language == language)
    return {(text.key, text.language): text for text in db.session.scalars(query)}
