"""What does an organiser fill in about a group, and one of its members about a meeting?"""

from collections.abc import Collection
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from okprofs.community.models import IntervisionMeeting
from okprofs.community.rules.meeting import MOST_MINUTES, QUARTER
from okprofs.community.services import Written
from okprofs.community.wording import duration
from okprofs.kernel.fields import NO_DAY, day_field
from okprofs.kernel.forms import LEFT_OPEN, Form
from okprofs.people.rules.profession import Discipline
from okprofs.people.wording import DISCIPLINE_LABELS


class GroupForm(Form):
    title = StringField(
        _l("Naam van de groep"),
        [
            InputRequired(_l("Geef de groep een naam.")),
            Length(max=100, message=_l("Houd de naam korter dan 100 tekens.")),
        ],
    )
    question = TextAreaField(
        _l("De vraag waar het om gaat"), [Optional(), Length(max=500, message=_l("Houd het bij 500 tekens."))]
    )
    discipline = SelectField(
        _l("Vakgebied"),
        [LEFT_OPEN],
        choices=[
            SelectChoice("", _l("Geen bepaald vakgebied")),
            *(SelectChoice(item.value, DISCIPLINE_LABELS[item]) for item in Discipline),
        ],
    )


class MemberForm(Form):
    who = StringField(
        _l("Lidnummer of e-mailadres"),
        [InputRequired(_l("Vul een lidnummer of een e-mailadres in.")), Length(max=254)],
    )


def _durations() -> list[SelectChoice]:
    known = range(QUARTER, MOST_MINUTES + 1, QUARTER)
    return [SelectChoice("", _l("Kies hoe lang")), *(SelectChoice(str(one), duration(one)) for one in known)]


class Nameable(NamedTuple):
    """Somebody in the group whose name the others may read."""

    account_id: int
    public_id: str
    name: str


class MeetingForm(Form):
    """Of `people` one can say whether they were there."""

    seen = HiddenField()
    # Of whom could be said whether they were there: who can be found since then was not asked about.
    offered = HiddenField()
    held_on = day_field(_l("Op welke dag?"), InputRequired(NO_DAY))
    minutes = SelectField(_l("Hoe lang?"), [InputRequired(_l("Kies hoe lang jullie bezig waren."))], choices=_durations)
    there = SelectMultipleField(
        _l("Wie waren erbij?"),
        [Optional()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )
    subject = StringField(
        _l("Waar ging het over?"), [Optional(), Length(max=100, message=_l("Houd het bij 100 tekens."))]
    )

    def __init__(self, people: Collection[Nameable], meeting: IntervisionMeeting | None = None) -> None:
        standing: dict[str, Any] = {"offered": ",".join(one.public_id for one in people)}
        if meeting is not None:
            were_there = {one.account_id for one in meeting.hours}
            standing |= {"seen": str(meeting.version), "held_on": meeting.held_on, "minutes": str(meeting.minutes)}
            standing["subject"] = meeting.subject
            standing["there"] = [one.public_id for one in people if one.account_id in were_there]
        super().__init__(data=standing)
        self.there.choices = [SelectChoice(one.public_id, one.name) for one in people]
        self._people = people

    @property
    def version(self) -> int:
        """Which version they looked at; -1 when that cannot be read."""
        seen = self.seen.data or ""
        return int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else -1

    @property
    def written(self) -> Written:
        """What was filled in; only after it was found right."""
        shown = (self.offered.data or "").split(",")
        asked = [one for one in self._people if one.public_id in shown]
        there = [one.account_id for one in asked if one.public_id in (self.there.data or ())]
        offered = [one.account_id for one in asked]
        data = self.data
        return Written(data["held_on"], int(data["minutes"]), data["subject"] or "", offered, there)
