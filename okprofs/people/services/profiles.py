"""Changing what someone tells about themselves, part by part, and who may see it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from okprofs.journal.services import record
from okprofs.kernel.clock import now, today
from okprofs.kernel.db import db, locked
from okprofs.kernel.facts import announce
from okprofs.kernel.refusals import Refusal, refuse
from okprofs.organisations.services import find_or_flag
from okprofs.people.facts import ProfileChanged, WorkChanged
from okprofs.people.models import COLUMNS, Account, Photo, Profile
from okprofs.people.queries import account_to_edit
from okprofs.people.rules.expertise import Language, Method, Willingness, may_have_begun_in
from okprofs.people.rules.names import clean_name, refusals_for_name
from okprofs.people.rules.photos import Size
from okprofs.people.rules.profession import Discipline, Position
from okprofs.people.rules.visibility import Audience, Field

Audiences = Mapping[Field, Audience]


@dataclass(frozen=True, slots=True)
class Basics:
    """Who someone is, and whether they want to be found: by members, or by everyone, who then have a page of them."""

    name: str
    language: str
    is_findable: bool
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """Where someone works, and as what. `organisation` is a name as typed."""

    function_title: str
    position: Position | None
    organisation: str
    disciplines: frozenset[Discipline]
    audiences: Audiences


@dataclass(frozen=True, slots=True)
class Expertise:
    """What someone knows and since which year; the lists are of wordings, each spelled once."""

    topics: tuple[str, ...]
    ask_me_about: str
    methods: frozenset[Method]
    own_methods: tuple[str, ...]
    certificates: tuple[str, ...]
    working_since: int | None
    languages: frozenset[Language]
    audiences: Audiences


@dataclass(frozen=True, slots=True)
class Contact:
    """How someone is reached and what for. `phone` and `link` were parsed."""

    phone: str
    link: str
    willing_to: frozenset[Willingness]
    audiences: Audiences


def change_basics(account_id: int, basics: Basics) -> None:
    """Change name, language and being findable. Who is not found by members is not found by everyone either. Refused
    when the name is none."""
    name = clean_name(basics.name)
    refuse(refusals_for_name(name))
    account = _held(account_id)
    account.name, account.language = name, basics.language
    profile = account.profile
    if basics.is_findable != profile.is_findable:
        profile.is_findable = basics.is_findable
        profile.findable_since = now() if basics.is_findable else None
        record("findable_chosen" if basics.is_findable else "findable_withdrawn", account)
    is_public = basics.is_public and basics.is_findable
    if is_public != (profile.public_since is not None):
        profile.public_since = now() if is_public else None
        record("public_chosen" if is_public else "public_withdrawn", account)
    _tell(account)


def change_work(account_id: int, work: Work) -> None:
    """Change function, organisation and disciplines. An organisation that we do not know is made, for the office to
    confirm."""
    account = _held(account_id)
    profile = account.profile
    before = profile.organisation, profile.position
    profile.function_title = work.function_title
    profile.position = work.position
    profile.organisation = find_or_flag(work.organisation) if work.organisation else None
    profile.disciplines = work.disciplines
    _show(profile, (Field.FUNCTION, Field.ORGANISATION, Field.DISCIPLINES), work.audiences)
    _tell(account)
    after = profile.organisation, profile.position
    # Filling in what was empty is no change.
    if any(old is not None and old != new for old, new in zip(before, after, strict=True)):
        announce(WorkChanged(account.id))


def change_expertise(account_id: int, expertise: Expertise) -> None:
    """Change what someone knows. Refused when the year cannot be."""
    if expertise.working_since is not None and not may_have_begun_in(expertise.working_since, today().year):
        refuse([Refusal("year_unlikely")])
    account = _held(account_id)
    profile = account.profile
    profile.topics, profile.ask_me_about = expertise.topics, expertise.ask_me_about
    profile.methods, profile.own_methods = expertise.methods, expertise.own_methods
    profile.certificates = expertise.certificates
    profile.working_since = expertise.working_since
    profile.languages = expertise.languages
    shown = (Field.ASK_ME_ABOUT, Field.METHODS, Field.CERTIFICATES, Field.EXPERIENCE, Field.LANGUAGES)
    _show(profile, shown, expertise.audiences)
    _tell(account)


def change_contact(account_id: int, contact: Contact) -> None:
    """Change how someone is reached, and what they are willing to do."""
    account = _held(account_id)
    profile = account.profile
    profile.phone, profile.link, profile.willing_to = contact.phone, contact.link, contact.willing_to
    _show(profile, (Field.PHONE, Field.LINK, Field.WILLING_TO, Field.MESSAGES), contact.audiences)
    _tell(account)


def change_photo(account_id: int, painted: Mapping[Size, bytes] | None, audience: Audience) -> None:
    """Put another photo in the place of the one there is; with None that stays. And say who may see it."""
    account = _held(account_id)
    profile = account.profile
    if painted is not None:
        profile.photo = profile.photo or Photo()
        for size, content in painted.items():
            setattr(profile.photo, COLUMNS[size], content)
    _show(profile, (Field.PHOTO,), {Field.PHOTO: audience})
    _tell(account)


def remove_photo(account_id: int) -> None:
    """Throw the photo away, in every size. Nothing happens when there is none."""
    account = _held(account_id)
    account.profile.photo = None
    _show(account.profile, (Field.PHOTO,), {})
    _tell(account)


def _held(account_id: int) -> Account:
    # Two windows at once: the second waits, then is the last word.
    db.session.execute(locked(sa.select(Account.id).where(Account.id == account_id)))
    return account_to_edit(account_id)


def _show(profile: Profile, fields: Iterable[Field], audiences: Audiences) -> None:
    for field in fields:
        setattr(profile, f"{field}_audience", audiences.get(field, Audience.NOBODY))


def _tell(account: Account) -> None:
    """Members see the change at once."""
    record("profile_changed", account)
    announce(ProfileChanged(account.id))
