"""The shape of hours and learning goals, and of who was where."""

from typing import Any, Self

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from okprofs.events.models import CertificateTerms, Event, ProgrammeSession, SessionKind, SessionLearning
from okprofs.events.rules.certificates import MOST_MINUTES, Part
from okprofs.events.services.certificates import Learning
from okprofs.kernel.forms import Form

_MINUTES = _l("Vul een heel aantal minuten in van 0 tot en met %(most)s.", most=MOST_MINUTES)
_TOO_LONG = _l("Gebruik ten hoogste %(max)d tekens.")


def _proposed(session: ProgrammeSession) -> int:
    """What an item counts for when nobody said so: as long as it lasts, but for breaks."""
    if session.kind is SessionKind.BREAK or session.ends_at is None:
        return 0
    return min(MOST_MINUTES, int((session.ends_at - session.starts_at).total_seconds()) // 60)


def _number(label: Any, validators: list[Any], **settings: Any) -> Any:
    unreadable: Any = {"invalid_value_message": _MINUTES}
    return IntegerField(label, validators, **unreadable, **settings)


class TermsForm(Form):
    """Goals of the whole event, and of each part how long it counts and what one learns there."""

    seen = HiddenField()
    goals = TextAreaField(_l("Leerdoelen van de hele bijeenkomst"), [Optional(), Length(max=1000, message=_TOO_LONG)])

    @classmethod
    def of(cls, event: Event, terms: CertificateTerms, learning: dict[int, SessionLearning]) -> Self:
        """The form for this event, with what stands there now."""
        fields: dict[str, Any] = {}
        for session in event.sessions:
            known = learning.get(session.id)
            fields[f"minutes_{session.public_id}"] = _number(
                _l("Minuten"),
                [InputRequired(_MINUTES), NumberRange(0, MOST_MINUTES, _MINUTES)],
                default=known.minutes if known else _proposed(session),
            )
            fields[f"goals_{session.public_id}"] = StringField(
                _l("Leerdoelen"),
                [Optional(), Length(max=500, message=_TOO_LONG)],
                default=known.goals if known else "",
            )
        return type(cls.__name__, (cls,), fields)(data={"seen": str(terms.version), "goals": terms.goals})

    @property
    def version(self) -> int:
        """Which version the organiser looked at; -1 when that cannot be read."""
        seen = self.seen.data or ""
        return int(seen) if seen.isdecimal() and len(seen) < 10 else -1

    def parts(self, event: Event) -> dict[str, Learning]:
        """What was filled in for each item; only after it was found right."""
        return {
            one.public_id: Learning(self[f"minutes_{one.public_id}"].data, self[f"goals_{one.public_id}"].data or "")
            for one in event.sessions
            if f"minutes_{one.public_id}" in self
        }


class AttendanceForm(Form):
    """At which parts someone was."""

    @classmethod
    def of(cls, parts: list[Part], attended: set[str]) -> Self:
        fields = {
            f"part_{part.key}": BooleanField(part.title, default=part.key in attended) for part in parts if part.minutes
        }
        return type(cls.__name__, (cls,), fields)()

    @property
    def checked(self) -> set[str]:
        return {field.name.removeprefix("part_") for field in self if field.name.startswith("part_") and field.data}

    @property
    def parts(self) -> list[Any]:
        return [field for field in self if field.name.startswith("part_")]
