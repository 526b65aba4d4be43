"""The shape of workshops, speakers, the terms of the division, and what someone would like to go to."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, NumberRange, Optional

from okprofs.events.forms.organising import DetailsForm, _at_most, _unreadable, _wall_time
from okprofs.events.forms.signup import an_address
from okprofs.events.models import ProgrammeSession, Speaker, Workshop, WorkshopPlan
from okprofs.events.queries.workshops import Round
from okprofs.events.rules.allocation import MOST_CHOICES
from okprofs.events.services.workshops import PlanDetails, SpeakerDetails, WorkshopDetails
from okprofs.kernel.fields import day_field, time_field
from okprofs.kernel.filters import clock_time
from okprofs.kernel.forms import Form
from okprofs.kernel.wall_time import local
from okprofs.people.forms.accounts import CheckboxesField

_LAST_MINUTE = time(23, 59)


def _round_label(session: ProgrammeSession) -> str:
    return f"{clock_time(session.starts_at)}: {session.title}"


class WorkshopForm(DetailsForm):
    round = RadioField(_l("Ronde"), [InputRequired(_l("Kies een ronde."))], coerce=str)
    title = StringField(_l("Titel"), [InputRequired(_l("Vul een titel in.")), _at_most(200)])
    text = TextAreaField(_l("Toelichting"), [Optional(), _at_most(1000)])
    room = StringField(_l("Zaal"), [Optional(), _at_most(100)])
    capacity = IntegerField(
        _l("Aantal plaatsen"),
        [
            InputRequired(_l("Vul in hoeveel mensen erbij kunnen.")),
            NumberRange(1, 1_000, _l("Vul een getal in van 1 tot en met 1.000.")),
        ],
        **_unreadable(_l("Vul een heel getal in.")),
    )
    # The number of places whose effect was told.
    explained = HiddenField()

    def offering(self, rounds: Sequence[Round]) -> "WorkshopForm":
        """The form for a new workshop in one of these rounds."""
        self.round.choices = [SelectChoice(one.session.public_id, _round_label(one.session)) for one in rounds]
        if len(rounds) == 1 and self.round.data is None:
            self.round.data = rounds[0].session.public_id
        return self

    def staying(self) -> "WorkshopForm":
        """The form for a workshop that exists: it stays in its round."""
        del self.round
        return self

    @staticmethod
    def values_of(stored: Workshop) -> dict[str, Any]:
        values = {name: getattr(stored, name) for name in ("title", "text", "room", "capacity")}
        return {"seen": WorkshopDetails.of(stored).state, **values}

    def details(self) -> WorkshopDetails:
        """What was filled in; only after it was found right."""
        return WorkshopDetails(
            self.title.data or "", self.text.data or "", self.room.data or "", self.capacity.data or 1
        )


class SpeakerForm(DetailsForm):
    name = StringField(_l("Naam"), [InputRequired(_l("Vul een naam in.")), _at_most(100)])
    role = StringField(_l("Functie en organisatie"), [Optional(), _at_most(200)])
    text = TextAreaField(_l("Over deze spreker"), [Optional(), _at_most(5_000)])
    address = StringField(_l("E-mailadres van het account"), [Optional(), an_address])
    parts = CheckboxesField(_l("Spreekt of begeleidt bij"), [Optional()], coerce=str)

    def offering(self, sessions: Sequence[ProgrammeSession], rounds: Sequence[Round]) -> "SpeakerForm":
        """The form with all that somebody can speak at or host."""
        of_round = {one.session.id: one.workshops for one in rounds}
        choices = []
        for session in sessions:
            choices.append(SelectChoice(session.public_id, _round_label(session)))
            choices += [
                SelectChoice(workshop.public_id, f"{clock_time(session.starts_at)}: {workshop.title}")
                for workshop in of_round.get(session.id, ())
            ]
        self.parts.choices = choices
        return self

    @staticmethod
    def values_of(stored: Speaker) -> dict[str, Any]:
        details = SpeakerDetails.of(stored)
        values = {name: getattr(details, name) for name in ("name", "role", "text", "address")}
        return {"seen": details.state, "parts": list(details.parts), **values}

    def overtaken_by(self, stored: Speaker) -> list[tuple[Any, str, str]]:
        """Where what now stands there differs; for the parts, that they do."""
        fresh = self.values_of(stored)
        return [
            (field, str(field.data or gettext("(leeg)")), str(fresh[field.name] or gettext("(leeg)")))
            for field in (self.name, self.role, self.text, self.address)
            if (field.data or "") != fresh[field.name]
        ]

    def details(self) -> SpeakerDetails:
        """What was filled in; only after it was found right."""
        texts = {name: self[name].data or "" for name in ("name", "role", "text", "address")}
        return SpeakerDetails(**texts, parts=tuple(sorted(self.parts.data or ())))


class PlanForm(DetailsForm):
    closes_on = day_field(_l("Kiezen kan tot en met"), Optional())
    closes = time_field(_l("Tot en met hoe laat"), Optional())
    most_from_one = IntegerField(
        _l("Hoogstens zoveel mensen van één organisatie in een groep"),
        [Optional(), NumberRange(1, 100, _l("Vul een getal in van 1 tot en met 100, of niets."))],
        **_unreadable(_l("Vul een heel getal in.")),
    )
    limit_is_hard = BooleanField(_l("Daar wijken we nooit van af"))
    mixes_disciplines = BooleanField(_l("Meng de vakgebieden"))

    @staticmethod
    def values_of(stored: WorkshopPlan) -> dict[str, Any]:
        closes = stored.choices_close_at
        return {
            "seen": PlanDetails.of(stored).state,
            "closes_on": local(closes).date() if closes else None,
            "closes": _wall_time(closes),
            **{name: getattr(stored, name) for name in ("most_from_one", "limit_is_hard", "mixes_disciplines")},
        }

    def validate(self, extra_validators: Any = None) -> bool:
        is_right = super().validate(extra_validators)
        day = None if self.closes_on.errors else self.closes_on.data
        self._closes_at = self._moment(day, self.closes, _LAST_MINUTE)
        if self.closes.data is not None and not (self.closes_on.raw_data or [""])[0]:
            self.closes_on.errors = [*self.closes_on.errors, gettext("Vul bij de tijd ook een datum in.")]
        return is_right and not self.errors

    def details(self) -> PlanDetails:
        """What was filled in; only after it was found right."""
        return PlanDetails(
            choices_close_at=self._closes_at,
            most_from_one=self.most_from_one.data,
            limit_is_hard=self.limit_is_hard.data,
            mixes_disciplines=self.mixes_disciplines.data,
        )


class ChoicesForm(Form):
    """Five lists to choose from for each round, the first choice first; made for the rounds of one attendee."""

    @classmethod
    def of(cls, rounds: Sequence[Round], chosen: Mapping[int, Sequence[Workshop]]) -> "ChoicesForm":
        fields: dict[str, Any] = {}
        for number, round_ in enumerate(rounds, start=1):
            choices = [
                SelectChoice("", _l("Geen keuze")),
                *(SelectChoice(one.public_id, one.title) for one in round_.workshops),
            ]
            own = [one.public_id for one in chosen.get(round_.session.id, ())]
            for rank in range(1, min(MOST_CHOICES, len(round_.workshops)) + 1):
                default = own[rank - 1] if rank <= len(own) else ""
                label = _l("Keuze %(rank)s", rank=rank)
                fields[f"round_{number}_choice_{rank}"] = SelectField(label, choices=choices, default=default)
        form: ChoicesForm = type("ChoicesFormOfRounds", (cls,), fields)()
        form.rounds = rounds
        return form

    rounds: Sequence[Round] = ()

    def fields_of(self, number: int) -> list[Any]:
        """The lists of one round, counted from 1."""
        return [field for field in self if field.name.startswith(f"round_{number}_")]

    def chosen(self) -> dict[str, list[str]]:
        """By round what was chosen, the best first; a list that was left open is passed over."""
        return {
            round_.session.public_id: [field.data for field in self.fields_of(number) if field.data]
            for number, round_ in enumerate(self.rounds, start=1)
        }


class SeenForm(Form):
    """A button, with the version of the division that was looked at."""

    seen = HiddenField()

    @property
    def seen_version(self) -> int:
        seen = self.seen.data or ""
        return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else -1


class MoveForm(SeenForm):
    workshop = SelectField(_l("Waarheen"), coerce=str)
    is_locked = BooleanField(_l("Zet vast: bij opnieuw indelen blijft dit zo"), default=True)
