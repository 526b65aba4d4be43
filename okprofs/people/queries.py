"""Who has this address or public id, what stands in a profile, and who holds which office?"""

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from okprofs.kernel.db import db, locked
from okprofs.organisations.models import Organisation
from okprofs.organisations.rules.provinces import province_named
from okprofs.people.models import COLUMNS, Account, Appointment, Office, Photo, Profile, SignInSession
from okprofs.people.rules.addresses import normalise_address
from okprofs.people.rules.passwords import NO_CONTEXT, PasswordContext
from okprofs.people.rules.photos import Size
from okprofs.people.rules.visibility import Audience, Field, ProfileFacts, VisibleProfile

MOST_NAMES = 500
MOST_PROFILES = 1_000
MOST_SESSIONS = 100
MOST_OFFICE_HOLDERS = 200


def account_by_email(text: str) -> Account | None:
    """The account with this address, however it is typed. Blocked ones too."""
    address = normalise_address(text)
    if address is None:
        return None
    return db.session.scalar(sa.select(Account).where(Account.email == address))


def account_by_public_id(public_id: str) -> Account | None:
    """The account with this public id. Blocked ones too."""
    return db.session.scalar(sa.select(Account).where(Account.public_id == public_id))


def account_to_edit(account_id: int) -> Account:
    """The account with its profile, organisation and whether there is a photo, in one query."""
    query = sa.select(Account).options(joinedload(Account.profile).joinedload(Profile.organisation))
    query = query.options(joinedload(Account.profile).joinedload(Profile.photo))
    return db.session.scalars(query.where(Account.id == account_id)).one()


def names_of(public_ids: Collection[str]) -> dict[str, str]:
    """The names behind at most 500 public ids of accounts; an unknown id is left out."""
    wanted = sorted(set(public_ids))[:MOST_NAMES]
    if not wanted:
        return {}
    rows = db.session.execute(sa.select(Account.public_id, Account.name).where(Account.public_id.in_(wanted)))
    return {row.public_id: row.name for row in rows}


def password_context(account: Account | None) -> PasswordContext:
    """What anybody may know of someone, so that it is no password; little when we do not know who it is."""
    if account is None:
        return NO_CONTEXT
    organisation = account.profile.organisation
    return PasswordContext(account.email, account.name, organisation.name if organisation else "")


def sessions_of(account: Account) -> Sequence[SignInSession]:
    """The person's sessions, last used first; also those that have run out but are not yet cleared away."""
    query = sa.select(SignInSession).where(SignInSession.account_id == account.id)
    return db.session.scalars(query.order_by(SignInSession.seen_at.desc()).limit(MOST_SESSIONS)).all()


def office_holders() -> Sequence[Account]:
    """Everyone who holds an office, by name, with their offices. Bounded: a board is small."""
    query = sa.select(Account).where(Account.id.in_(sa.select(Appointment.account_id)))
    query = query.options(selectinload(Account.appointments)).order_by(Account.name, Account.id)
    return db.session.scalars(query.limit(MOST_OFFICE_HOLDERS)).all()


def holders_of(office: Office) -> Sequence[Account]:
    """Everyone who holds this office and may sign in: whom to write to when the office has work."""
    query = sa.select(Account).join(Appointment, Appointment.account_id == Account.id)
    query = query.where(Appointment.office == office, Account.blocked_at.is_(None)).order_by(Account.id)
    return db.session.scalars(query.limit(MOST_OFFICE_HOLDERS)).all()


def is_administrator(account: Account) -> bool:
    """Whether this person can appoint and block at this moment, read afresh: another may just have taken that away."""
    query = sa.select(Appointment.account_id).join(Account, Account.id == Appointment.account_id)
    query = query.where(Appointment.account_id == account.id, Appointment.office == Office.ADMINISTRATOR)
    return db.session.scalar(query.where(Account.blocked_at.is_(None))) is not None


def profiles_of(account_ids: Collection[int]) -> list[tuple[int, str, ProfileFacts]]:
    """Of these accounts, at most 1,000: the id, the public id and the whole profile. Blocked ones are left out."""
    query = (
        sa.select(
            Account.id,
            Account.public_id,
            Profile.is_findable,
            Profile.public_since.is_not(None),
            Account.name,
            Organisation.name,
            Organisation.kind,
            Organisation.province,
            Photo.account_id.is_not(None),
            *(getattr(Profile, name) for name in _AS_KEPT),
            *(getattr(Profile, f"{field}_audience") for field in Field),
        )
        .join(Profile, Profile.account_id == Account.id)
        .outerjoin(Organisation, Organisation.id == Profile.organisation_id)
        .outerjoin(Photo, Photo.account_id == Profile.account_id)
        .where(Account.id.in_(sorted(account_ids)[:MOST_PROFILES]), Account.blocked_at.is_(None))
    )
    return [_whole(row) for row in db.session.execute(query)]


# The columns of a profile that it shows as they stand.
_AS_KEPT = (
    "function_title",
    "position",
    "disciplines",
    "topics",
    "ask_me_about",
    "methods",
    "own_methods",
    "certificates",
    "working_since",
    "languages",
    "willing_to",
    "phone",
    "link",
)


def _whole(row: Sequence[Any]) -> tuple[int, str, ProfileFacts]:
    account_id, public_id, is_findable, is_public, *shown = row
    name, organisation_name, organisation_kind, province, has_photo, *rest = shown
    content = VisibleProfile(
        name=name,
        organisation_name=organisation_name or "",
        organisation_kind=organisation_kind,
        organisation_province=province_named(province or ""),
        has_photo=has_photo,
        **dict(zip(_AS_KEPT, rest, strict=False)),
    )
    audiences = zip(Field, rest[len(_AS_KEPT) :], strict=True)
    return account_id, public_id, ProfileFacts(content, is_findable, tuple(audiences), is_public)


def photo_of(account_id: int, size: Size) -> bytes | None:
    """The photo of this person in one size, for themselves; None when there is none."""
    query = sa.select(getattr(Photo, COLUMNS[size])).where(Photo.account_id == account_id)
    found: bytes | None = db.session.scalar(query)
    return found


def messages_audience(account_id: int) -> Audience:
    """Whom this person lets write to them."""
    query = sa.select(Profile.messages_audience).where(Profile.account_id == account_id)
    return db.session.scalar(query) or Audience.NOBODY


def accounts_at(organisation_id: int, after: int = 0) -> Sequence[int]:
    """Who works at this organisation: the next 1,000 ids of accounts above `after`, in order."""
    query = sa.select(Profile.account_id).where(Profile.organisation_id == organisation_id, Profile.account_id > after)
    return db.session.scalars(query.order_by(Profile.account_id).limit(MOST_PROFILES)).all()


def hold_accounts(account_ids: Collection[int]) -> None:
    """Hold these accounts, at most 1,000, until the end of the transaction; in order, so that no two can block each
    other. Rows that refer to them may be stored meanwhile by whoever holds something else."""
    ids = sorted(account_ids)[:MOST_PROFILES]
    held = sa.select(Account.id).where(Account.id.in_(ids)).order_by(Account.id)
    db.session.execute(locked(held, referable=True))
