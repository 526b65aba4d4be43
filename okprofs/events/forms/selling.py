"""The shape of what ticket types share and of a code, as an organiser fills them in."""

from collections.abc import Sequence
from datetime import time
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, IntegerField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from okprofs.events.models import Code, Quota, TicketType
from okprofs.events.services.quotas import CodeDetails, QuotaDetails
from okprofs.kernel.fields import day_field
from okprofs.kernel.forms import Form
from okprofs.kernel.money import MoneyField
from okprofs.kernel.wall_time import local, moment_at

_WHOLE = {"invalid_value_message": _l("Vul een heel getal in.")}
_LAST_SECOND = time(23, 59, 59)


def _ticket_types(label: Any) -> SelectMultipleField:
    return SelectMultipleField(label, coerce=str, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput())


class QuotaForm(Form):
    title = StringField(_l("Naam"), [InputRequired(_l("Vul een naam in.")), Length(max=100)])
    capacity = IntegerField(
        _l("Aantal plaatsen"),
        [
            InputRequired(_l("Vul in hoeveel plaatsen er zijn.")),
            NumberRange(1, 10_000, _l("Vul een getal in van %(min)s tot en met %(max)s.")),
        ],
        **_WHOLE,
    )
    ticket_types = _ticket_types(_l("Welke deelnamevormen maken hiervan gebruik?"))
    # The number of places whose effect was told.
    explained = HiddenField()

    def offering(self, ticket_types: Sequence[TicketType]) -> "QuotaForm":
        """The form for an event with these ticket types."""
        self.ticket_types.choices = [SelectChoice(item.public_id, item.title) for item in ticket_types]
        return self

    @staticmethod
    def values_of(stored: Quota) -> dict[str, Any]:
        chosen = [item.public_id for item in stored.ticket_types]
        return {"title": stored.title, "capacity": stored.capacity, "ticket_types": chosen}

    def details(self) -> QuotaDetails:
        """What was filled in; only after it was found right."""
        return QuotaDetails(self.title.data or "", self.capacity.data or 0, self.ticket_types.data or [])


class CodeForm(Form):
    code = StringField(_l("Code"), [InputRequired(_l("Vul een code in.")), Length(max=40)])
    note = StringField(_l("Voor wie of waarvoor"), [Optional(), Length(max=100)])
    discount = MoneyField(_l("Korting in euro's"), [Optional()])
    percentage = IntegerField(
        _l("Korting in procenten"),
        [Optional(), NumberRange(1, 100, _l("Vul een getal in van %(min)s tot en met %(max)s."))],
        **_WHOLE,
    )
    most_uses = IntegerField(
        _l("Hoe vaak te gebruiken"),
        [Optional(), NumberRange(1, 10_000, _l("Vul een getal in van %(min)s tot en met %(max)s."))],
        **_WHOLE,
    )
    ends_on = day_field(_l("Geldig tot en met"), Optional())
    ticket_types = _ticket_types(_l("Voor welke deelnamevormen?"))
    is_stopped = BooleanField(_l("Deze code werkt niet meer"))

    def as_new(self) -> Self:
        """The form for a code that is not there yet, so that there is nothing to stop."""
        del self.is_stopped
        return self

    def offering(self, ticket_types: Sequence[TicketType]) -> Self:
        """The form for an event with these ticket types."""
        self.ticket_types.choices = [SelectChoice(item.public_id, item.title) for item in ticket_types]
        return self

    @staticmethod
    def values_of(stored: Code) -> dict[str, Any]:
        return {
            "code": stored.code,
            "note": stored.note,
            "discount": stored.discount_cents or None,
            "percentage": stored.discount_percentage or None,
            "most_uses": stored.most_uses,
            "ends_on": local(stored.ends_at).date() if stored.ends_at else None,
            "ticket_types": [item.public_id for item in stored.ticket_types],
            "is_stopped": stored.is_stopped,
        }

    def details(self) -> CodeDetails:
        """What was filled in; only after it was found right."""
        return CodeDetails(
            code=self.code.data or "",
            note=self.note.data or "",
            discount_cents=self.discount.data or 0,
            discount_percentage=self.percentage.data or 0,
            most_uses=self.most_uses.data,
            ends_at=moment_at(self.ends_on.data, _LAST_SECOND) if self.ends_on.data else None,
            is_stopped="is_stopped" in self and self.is_stopped.data,
            ticket_types=self.ticket_types.data or [],
        )
