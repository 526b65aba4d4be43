"""The shape of making an event again: on which day, and how often."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, NumberRange, Optional

from okprofs.events.forms.organising import _at_most, _unreadable
from okprofs.events.rules.repeating import MOST_TIMES, Repeat, days_of
from okprofs.events.wording_of_copies import REPEATS
from okprofs.kernel.fields import day_field
from okprofs.kernel.forms import Form


class CopyForm(Form):
    title = StringField(_l("Titel"), [InputRequired(_l("Vul een titel in.")), _at_most(200)])
    day = day_field(_l("Datum van de eerste"), InputRequired(_l("Vul een datum in.")))
    repeat = RadioField(
        _l("Hoe vaak?"),
        [InputRequired(_l("Kies hoe vaak."))],
        choices=[SelectChoice(repeat.value, label) for repeat, label in REPEATS.items()],
        default=Repeat.ONCE.value,
        coerce=str,
    )
    times = IntegerField(
        _l("Hoeveel keer in totaal?"),
        [Optional(), NumberRange(2, MOST_TIMES, _l("Vul een getal in van %(min)s tot en met %(max)s."))],
        **_unreadable(_l("Vul een heel getal in.")),
    )

    def validate(self, extra_validators: Any = None) -> bool:
        is_right = super().validate(extra_validators)
        if not self.repeat.errors and self.repeat.data != Repeat.ONCE.value and self.times.data is None:
            self.times.errors = [*self.times.errors, gettext("Vul in hoeveel keer de reeks is.")]
        return is_right and not self.errors

    def days(self) -> list[Any]:
        """The days that were asked for; only after it was found right."""
        return list(days_of(self.day.data, Repeat(self.repeat.data), self.times.data or 1))
