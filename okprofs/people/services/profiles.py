"""Changing what someone tells about themselves, and who may see it."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from okprofs.journal.services import record
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, locked
from okprofs.kernel.facts import announce
from okprofs.kernel.refusals import refuse
from okprofs.organisations.services import find_or_flag
from okprofs.people.facts import ProfileChanged
from okprofs.people.models import Account
from okprofs.people.queries import account_to_edit
from okprofs.people.rules.names import clean_name, refusals_for_name
from okprofs.people.rules.profession import Discipline, Position
from okprofs.people.rules.visibility import Audience, Field


@dataclass(frozen=True, slots=True)
class ProfileDraft:
    """A profile as its owner wants it to be. `organisation` is a name as typed; `phone` and `link` were parsed."""

    name: str
    language: str
    function_title: str
    position: Position | None
    organisation: str
    disciplines: frozenset[Discipline]
    ask_me_about: str
    phone: str
    link: str
    is_findable: bool
    audiences: Mapping[Field, Audience]


def change_profile(account_id: int, draft: ProfileDraft) -> None:
    """Make the profile of this account as `draft` says. Refused when the name is none.

    An organisation that we do not know is made, for the office to confirm. Members see the change at once.
    """
    name = clean_name(draft.name)
    refuse(refusals_for_name(name))
    # Two windows at once: the second waits, then is the last word on every field.
    db.session.execute(locked(sa.select(Account.id).where(Account.id == account_id)))
    account = account_to_edit(account_id)
    account.name, account.language = name, draft.language
    _fill(account, draft)
    record("profile_changed", account)
    announce(ProfileChanged(account.id))


def _fill(account: Account, draft: ProfileDraft) -> None:
    profile = account.profile
    profile.function_title = draft.function_title
    profile.position = draft.position
    profile.organisation = find_or_flag(draft.organisation) if draft.organisation else None
    profile.disciplines = draft.disciplines
    profile.ask_me_about = draft.ask_me_about
    profile.phone = draft.phone
    profile.link = draft.link
    for field in Field:
        setattr(profile, f"{field}_audience", draft.audiences.get(field, Audience.NOBODY))
    if draft.is_findable != profile.is_findable:
        profile.is_findable = draft.is_findable
        profile.findable_since = now() if draft.is_findable else None
        record("findable_chosen" if draft.is_findable else "findable_withdrawn", account)
