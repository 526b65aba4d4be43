"""What may other members see of someone's profile?"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from enum import StrEnum

from okprofs.organisations.rules.provinces import Province
from okprofs.people.rules.expertise import Language, Method, Willingness
from okprofs.people.rules.profession import Discipline, Position


class Audience(StrEnum):
    """Who may see a field of the profile."""

    NOBODY = "nobody"
    MEMBERS = "members"


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


@dataclass(frozen=True, slots=True)
class VisibleProfile:
    """A profile as other members may see it: a hidden field is as empty as one never filled in."""

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
    """A whole profile, and whom its parts are for."""

    content: VisibleProfile
    is_findable: bool
    audiences: tuple[tuple[Field, Audience], ...]

    @property
    def shown(self) -> AbstractSet[Field]:
        return {field for field, audience in self.audiences if audience is Audience.MEMBERS}


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


def visible_profile(profile: ProfileFacts) -> VisibleProfile | None:
    """What members see of `profile`; None when the person does not want to be found.

    A field without an audience is for nobody, so a new one stays hidden until someone chooses.
    """
    if not profile.is_findable:
        return None
    chosen = {
        part: getattr(profile.content, part)
        for field, parts in _PARTS.items()
        if field in profile.shown
        for part in parts
    }
    return replace(VisibleProfile(profile.content.name), **chosen)
