"""What someone looks for in the journal. It stands in the address, so that it can be shared."""

from datetime import date, datetime, time, timedelta

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Form, HiddenField, SelectField, ValidationError
from wtforms.validators import Length, Optional

from okprofs.journal.queries import Sought
from okprofs.journal.wording import ACTIONS, SUBJECTS
from okprofs.kernel.wall_time import AMSTERDAM

EARLIEST = date(2000, 1, 1)
LATEST = date(2100, 1, 1)


class JournalForm(Form):
    """Which lines of the journal?"""

    actie = SelectField(_l("Handeling"))
    soort = SelectField(_l("Waarover"))
    van = DateField(_l("Vanaf"), validators=[Optional()])
    tot = DateField(_l("Tot en met"), validators=[Optional()])
    wie = HiddenField(validators=[Length(max=20)])
    over = HiddenField(validators=[Length(max=40)])

    def __init__(self) -> None:
        super().__init__(request.args)
        self.actie.choices = [("", _l("Alle handelingen")), *_sorted(ACTIONS)]
        self.soort.choices = [("", _l("Alles")), *_sorted(SUBJECTS)]
        self.actie.data, self.soort.data = self.actie.data or "", self.soort.data or ""

    def validate_van(self, field: DateField) -> None:
        _check(field.data)

    def validate_tot(self, field: DateField) -> None:
        _check(field.data)
        if field.data and self.van.data and field.data < self.van.data:
            raise ValidationError(_l("“Tot en met” ligt vóór “Vanaf”."))

    @property
    def sought(self) -> Sought:
        """What was asked; nothing of what was asked wrongly."""
        return Sought(
            action=self.actie.data,
            actor=self.wie.data or "",
            subject_kind=self.soort.data,
            subject=self.over.data or "",
            since=_midnight(self.van.data) if self.van.data else None,
            before=_midnight(self.tot.data + timedelta(days=1)) if self.tot.data else None,
        )


def _sorted(labels: dict) -> list:
    return sorted(labels.items(), key=lambda item: str(item[1]))


def _check(day: date | None) -> None:
    if day and not EARLIEST <= day <= LATEST:
        raise ValidationError(_l("Kies een dag tussen 2000 en 2100."))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), AMSTERDAM)
