"""The shape of asking for a closed part, of the terms for that, and of noting a payment."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, NumberRange

from okprofs.events.models import TicketType
from okprofs.events.rules.pending import MOST_HOURS
from okprofs.kernel.fields import day_field
from okprofs.kernel.forms import Form
from okprofs.kernel.money import MoneyField

RECEIVED, PAID_BACK = "received", "paid_back"


class AskForm(Form):
    ticket_type = RadioField(_l("Wat wil je erbij?"), [InputRequired(_l("Kies wat je erbij wilt."))], coerce=str)

    def offering(self, ticket_types: Sequence[TicketType]) -> "AskForm":
        """The form with these to choose from; the only one is chosen."""
        self.ticket_type.choices = [SelectChoice(item.public_id, item.title) for item in ticket_types]
        if len(ticket_types) == 1 and self.ticket_type.data in (None, "None"):
            self.ticket_type.data = ticket_types[0].public_id
        return self


class TermsForm(Form):
    open_ticket_type = RadioField(_l("Wat staat intussen vast?"), coerce=str)
    hold_hours = IntegerField(
        _l("Hoeveel uur houden we een plaats vast?"),
        [
            InputRequired(_l("Vul een aantal uren in; 0 houdt geen plaats vast.")),
            NumberRange(0, MOST_HOURS, _l("Vul een getal in van 0 tot en met %(max)s.")),
        ],
        description=_l(
            "Bijvoorbeeld 168 voor een week. Daarna kan een ander de plaats krijgen; wachten op het besluit gaat door "
            "tot de aanmelding sluit. Met 0 krijgt iemand na toelating alleen een plaats als er dan nog een is."
        ),
    )

    def offering(self, ticket_types: Sequence[TicketType]) -> "TermsForm":
        """The form for an event with these open ticket types."""
        nothing = SelectChoice("", _l("Niets: wie een aanvraag heeft lopen, kan hier niet op wachten"))
        self.open_ticket_type.choices = [nothing, *(SelectChoice(item.public_id, item.title) for item in ticket_types)]
        return self


class TimeForm(Form):
    day = day_field(_l("Betalen tot en met"), InputRequired(_l("Kies een dag.")))


class PaymentForm(Form):
    kind = RadioField(
        _l("Wat noteer je?"),
        [InputRequired(_l("Kies wat je noteert."))],
        choices=[SelectChoice(RECEIVED, _l("Ontvangen")), SelectChoice(PAID_BACK, _l("Terugbetaald"))],
        default=RECEIVED,
        coerce=str,
    )
    amount = MoneyField(_l("Bedrag in euro's"), [InputRequired(_l("Vul een bedrag in."))])

    @property
    def cents(self) -> int:
        found: Any = self.amount.data
        return int(found or 0)
