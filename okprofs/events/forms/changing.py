"""The shape of another ticket, of a colleague who comes instead, of the invoice, and of the terms of all that."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, IntegerField, RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from okprofs.events.forms.signup import a_name, an_address
from okprofs.events.models import Event
from okprofs.events.queries.exchanging import Exchange
from okprofs.events.rules.cancellation import CancellationTerms
from okprofs.events.rules.paying import MOST_DAYS
from okprofs.kernel.fields import day_field, time_field
from okprofs.kernel.forms import Form
from okprofs.kernel.wall_time import NoSuchTime, TimeTwice, local, moment_at


def value_of(exchange: Exchange) -> str:
    """A choice with the price that stood beside it: what was agreed to is what was read."""
    return f"{exchange.ticket_type.public_id}-{exchange.price.cents}"


class ExchangeForm(Form):
    ticket_type = RadioField(_l("Waarvoor wil je ruilen?"), [InputRequired(_l("Kies een deelnamevorm."))])

    def offering(self, exchanges: Sequence[Exchange]) -> "ExchangeForm":
        """The form with these to choose from."""
        self.ticket_type.choices = [SelectChoice(value_of(one), one.ticket_type.title) for one in exchanges]
        return self

    @property
    def wanted(self) -> tuple[str, int]:
        """What was chosen and at which price; only after it was found right."""
        public_id, _, cents = (self.ticket_type.data or "").partition("-")
        return public_id, int(cents)


class HandoverForm(Form):
    name = StringField(_l("Naam"), [InputRequired(_l("Vul een naam in.")), a_name])
    email = EmailField(_l("E-mailadres"), [InputRequired(_l("Vul een e-mailadres in.")), an_address])


class InvoiceForm(Form):
    invoice_reference = StringField(
        _l("Kenmerk voor de factuur"),
        [Optional(), Length(max=100, message=_l("Gebruik ten hoogste %(max)d tekens."))],
    )


class OwnDetailsForm(Form):
    """What an attendee changes of themself."""

    name = StringField(_l("Naam"), [InputRequired(_l("Vul een naam in.")), a_name])
    organisation_name = StringField(_l("Organisatie"), [Optional(), Length(max=200)])
    dietary_wishes = StringField(
        _l("Dieetwensen"),
        [Optional(), Length(max=200)],
        description=_l("Alleen wat de kok moet weten, bijvoorbeeld: vegetarisch, geen noten. Geen diagnose."),
    )

    def __init__(self, has_food: bool, is_personal: bool, **values: Any) -> None:
        super().__init__(**values)
        if not has_food:
            del self.dietary_wishes
        if is_personal:
            del self.name


def _unreadable(message: Any) -> dict[str, Any]:
    """What a field says when it cannot read its input."""
    return {"invalid_value_message": message}


class ChangeTermsForm(Form):
    changes_close_on = day_field(_l("Zelf wijzigen en afzeggen tot en met"), Optional())
    changes_close = time_field(_l("Tot hoe laat"), Optional())
    percentage = IntegerField(
        _l("Hoeveel procent van de prijs kost afzeggen?"),
        [Optional(), NumberRange(0, 100, _l("Vul een getal in van %(min)s tot en met %(max)s."))],
        description=_l("Leeg of 0: afzeggen kost nooit iets."),
        **_unreadable(_l("Vul een heel getal in.")),
    )
    free_until_on = day_field(_l("Gratis afzeggen tot en met"), Optional())
    free_until = time_field(_l("Tot hoe laat"), Optional())
    pay_within_days = IntegerField(
        _l("Binnen hoeveel dagen moet een aanmelding betaald zijn?"),
        [Optional(), NumberRange(1, MOST_DAYS, _l("Vul een getal in van %(min)s tot en met %(max)s."))],
        **_unreadable(_l("Vul een heel getal in.")),
    )

    @classmethod
    def of(cls, event: Event) -> "ChangeTermsForm":
        """The form with what holds now."""
        closes = local(event.changes_close_at) if event.changes_close_at else None
        free = local(event.free_until) if event.free_until else None
        return cls(
            data={
                "changes_close_on": closes.date() if closes else None,
                "changes_close": closes.time() if closes else None,
                "percentage": event.late_percentage or None,
                "free_until_on": free.date() if free else None,
                "free_until": free.time() if free else None,
                "pay_within_days": event.pay_within_days,
            }
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """A time needs its day, and must be on the clock."""
        is_right = super().validate(extra_validators)
        for day, clock in ((self.changes_close_on, self.changes_close), (self.free_until_on, self.free_until)):
            if clock.data is not None and day.data is None and not day.errors:
                day.errors = [*day.errors, gettext("Vul ook de dag in.")]
            try:
                _moment(day, clock)
            except (NoSuchTime, TimeTwice):
                clock.errors = [*clock.errors, gettext("Kies een andere tijd: die nacht gaat de klok een uur anders.")]
        return is_right and not self.errors

    @property
    def changes_close_at(self) -> datetime | None:
        return _moment(self.changes_close_on, self.changes_close)

    @property
    def terms(self) -> CancellationTerms:
        return CancellationTerms(_moment(self.free_until_on, self.free_until), self.percentage.data or 0)


def _moment(day: Any, clock: Any) -> datetime | None:
    """Without a time the whole day counts."""
    return None if day.data is None else moment_at(day.data, clock.data or time(23, 59))
