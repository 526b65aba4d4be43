"""What may others see of someone's profile: everyone, members, who shares an intervision group with them?

Each audience holds the one before it: what everyone may see, members see as well, and what members may see, so may who
sits in a group with someone.

Everyone may be let in on what one hands out with a business card, and on what one wants to be asked about. Not on more:
a telephone number brings calls from anybody; methods, certificates, languages and years make a curriculum vitae, which
is for whoever has something to sell; what someone is willing to do, and writing to them, is an offer to members.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from okprofs.organisations.rules.provinces import Province
from okprofs.people.rules.expertise import Language, Method, Willingness
from okprofs.people.rules.profession import Discipline, Position


class Audience(StrEnum):
    """Who may see a field of the profile."""

    NOBODY = "nobody"
    GROUPS = "groups"
    MEMBERS = "members"
    EVERYONE = "everyone"


class Field(StrEnum):
    """The parts of a profile that each have an audience of their own."""

    FUNCTION = "function"
    ORGANISATION = "organisation"
    DISCIPLINES = "disciplines"
    ASK_ME_ABOUT = "ask_me_about"
    METHODS = "methods"
    CERTIFICATES = "certificates"
    EXPERIENCE = "experience"
    LANGUAGES = "languages"
    WILLING_TO = "willing_to"
    PHONE = "phone"
    LINK = "link"
    PHOTO = "photo"
    MESSAGES = "messages"  # nothing to see: who may write through the site


_USUAL = (Audience.NOBODY, Audience.GROUPS, Audience.MEMBERS)
_ALL = (*_USUAL, Audience.EVERYONE)
# For whom each field may be, from few to many.
AUDIENCES: Mapping[Field, tuple[Audience, ...]] = {
    Field.FUNCTION: _ALL,
    Field.ORGANISATION: _ALL,
    Field.DISCIPLINES: _ALL,
    Field.ASK_ME_ABOUT: _ALL,
    Field.METHODS: _USUAL,
    Field.CERTIFICATES: _USUAL,
    Field.EXPERIENCE: _USUAL,
    Field.LANGUAGES: _USUAL,
    Field.WILLING_TO: _USUAL,
    Field.PHONE: _USUAL,
    Field.LINK: _ALL,
    Field.PHOTO: _ALL,
    Field.MESSAGES: _USUAL,
}


@dataclass(frozen=True, slots=True)
class VisibleProfile:
    """A profile as others may see it: a hidden field is as empty as one never filled in."""

    name: str
    function_title: str = ""
    position: Position | None = None
    organisation_name: str = ""
    organisation_kind: StrEnum | None = None
    organisation_province: Province | None = None
    disciplines: frozenset[Discipline] = frozenset()
    topics: tuple[str, ...] = ()
    ask_me_about: str = ""
    methods: frozenset[Method] = frozenset()
    own_methods: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()
    working_since: int | None = None
    languages: frozenset[Language] = frozenset()
    willing_to: frozenset[Willingness] = frozenset()
    phone: str = ""
    link: str = ""
    has_photo: bool = False


@dataclass(frozen=True, slots=True)
class ProfileFacts:
    """A whole profile, and whom its parts are for. `is_public`: the name too is for everyone."""

    content: VisibleProfile
    is_findable: bool
    audiences: tuple[tuple[Field, Audience], ...]
    is_public: bool = False


# Which columns go with a field: a function is a title and a position, a subject can have a line of its own with it.
_PARTS: dict[Field, tuple[str, ...]] = {
    Field.FUNCTION: ("function_title", "position"),
    Field.ORGANISATION: ("organisation_name", "organisation_kind", "organisation_province"),
    Field.DISCIPLINES: ("disciplines",),
    Field.ASK_ME_ABOUT: ("topics", "ask_me_about"),
    Field.METHODS: ("methods", "own_methods"),
    Field.CERTIFICATES: ("certificates",),
    Field.EXPERIENCE: ("working_since",),
    Field.LANGUAGES: ("languages",),
    Field.WILLING_TO: ("willing_to",),
    Field.PHONE: ("phone",),
    Field.LINK: ("link",),
    Field.PHOTO: ("has_photo",),
}


def visible_profile(profile: ProfileFacts, viewer: Audience = Audience.MEMBERS) -> VisibleProfile | None:
    """What members see of `profile`; with GROUPS as `viewer`, what who shares a group with this person sees, with
    EVERYONE, what anybody sees. None when the person does not want to be found, or not by everyone.

    A field without an audience is for nobody, so a new one stays hidden until someone chooses.
    """
    if not profile.is_findable or (viewer is Audience.EVERYONE and not profile.is_public):
        return None
    chosen = {
        part: getattr(profile.content, part)
        for field, audience in profile.audiences
        if _is_seen(field, audience, viewer)
        for part in _PARTS.get(field, ())
    }
    return replace(VisibleProfile(profile.content.name), **chosen)


def _is_seen(field: Field, audience: Audience, viewer: Audience) -> bool:
    # What a field may not be for, it is not for, whatever was kept.
    return viewer in AUDIENCES[field] and _ALL.index(audience) >= _ALL.index(viewer) > 0
