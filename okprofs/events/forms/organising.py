"""The shape of an event, an item of its programme and a ticket type, as an organiser fills them in.

Dates and times are typed as a Dutch calendar and clock show them; a time that this clock skips or shows twice is
not guessed at.
"""

from datetime import date, datetime, time
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from okprofs.events.models import Event, ProgrammeSession, SessionKind, TicketType
from okprofs.events.rules.admission import Audience
from okprofs.events.rules.listing import MOST_DAYS
from okprofs.events.rules.publication import LONGEST_SLUG
from okprofs.events.services.organising import EventDetails
from okprofs.events.services.programme import SessionDetails
from okprofs.events.services.ticket_types import TicketTypeDetails
from okprofs.events.wording import AUDIENCE_LABELS, SESSION_KIND_LABELS
from okprofs.kernel.fields import day_field, time_field
from okprofs.kernel.forms import Form
from okprofs.kernel.money import MoneyField
from okprofs.kernel.wall_time import NoSuchTime, TimeTwice, local, moment_at

# What a field holds as the event does.
_PLAIN = (
    "title",
    "slug",
    "summary",
    "description",
    "organiser_name",
    "venue",
    "address",
    "has_food",
    "attendee_list_days",
)
_MIDNIGHT = time(0, 0)
_LAST_MINUTE = time(23, 59)
_END_OF_DAY = time(23, 59, 59)
_NOT_FILLED_IN = ("seen", "once", "csrf_token", "explained")


def _at_most(length: int) -> Length:
    return Length(max=length, message=_l("Gebruik ten hoogste %(max)d tekens."))


def _number(label: Any, *validators: Any, most: int = 10_000) -> Any:
    in_range = NumberRange(1, most, _l("Vul een getal in van %(min)s tot en met %(max)s, of niets."))
    return IntegerField(label, [*(validators or [Optional()]), in_range], **_unreadable(_l("Vul een heel getal in.")))


def _day_of(moment: datetime | None) -> date | None:
    return None if moment is None else local(moment).date()


def _unreadable(message: Any) -> dict[str, Any]:
    """What a field says when it cannot read its input."""
    return {"invalid_value_message": message}


class DetailsForm(Form):
    """A form about something that another organiser may be changing too."""

    # What stood there when this organiser opened the page.
    seen = HiddenField()

    def overtaken_by(self, stored: Any) -> list[tuple[Any, str, str]]:
        """Where what now stands there differs from what was typed: the field, and both texts, typed and stored."""
        fresh = type(self)(formdata=None, data=self.values_of(stored))
        pairs = [
            (field, self[field.name])
            for field in fresh
            if field.name not in ("seen", "once", "csrf_token", "explained")
        ]
        return [(typed, _shown(typed), _shown(kept)) for kept, typed in pairs if kept.data != typed.data]

    @staticmethod
    def values_of(stored: Any) -> dict[str, Any]:
        raise NotImplementedError

    def _moment(self, day: date | None, field: TimeField, default: time | None = None) -> datetime | None:
        """The moment in this field on that day; what cannot be becomes an error of the field."""
        wall_time = field.data or default
        if day is None or wall_time is None:
            return None
        try:
            return moment_at(day, wall_time)
        except NoSuchTime:
            reason = gettext("Deze tijd bestaat die nacht niet: de klok gaat een uur vooruit. Kies een andere tijd.")
        except TimeTwice:
            reason = gettext(
                "Deze tijd komt die nacht twee keer voor: de klok gaat een uur terug. Kies een andere tijd."
            )
        field.errors = [*field.errors, reason]
        return None


def _shown(field: Any) -> str:
    if isinstance(field, RadioField):
        return next((str(label) for _, label, is_chosen, _ in field.iter_choices() if is_chosen), "")
    if isinstance(field, BooleanField):
        return gettext("ja") if field.data else gettext("nee")
    return str(field._value()) or gettext("(leeg)")


class EventForm(DetailsForm):
    title = StringField(_l("Titel"), [InputRequired(_l("Vul een titel in.")), _at_most(200)])
    slug = StringField(_l("Adres op de site"), [Optional(), _at_most(LONGEST_SLUG)])
    summary = TextAreaField(_l("Samenvatting"), [Optional(), _at_most(500)])
    description = TextAreaField(_l("Beschrijving"), [Optional(), _at_most(20_000)])
    organiser_name = StringField(_l("Organisator"), [Optional(), _at_most(100)])
    day = day_field(_l("Datum"), InputRequired(_l("Vul een datum in.")))
    doors_open = time_field(_l("Inloop vanaf"), Optional())
    starts = time_field(_l("Begin"), InputRequired(_l("Vul in hoe laat de bijeenkomst begint.")))
    ends = time_field(_l("Einde"), InputRequired(_l("Vul in hoe laat de bijeenkomst eindigt.")))
    venue = StringField(_l("Locatie"), [Optional(), _at_most(200)])
    address = StringField(_l("Adres"), [Optional(), _at_most(200)])
    has_food = BooleanField(_l("Er is eten bij: vraag naar dieetwensen"))
    attendee_list_days = IntegerField(
        _l("Hoeveel dagen na afloop zien deelnemers elkaars namen?"),
        [Optional(), NumberRange(0, MOST_DAYS, _l("Vul een getal in van %(min)s tot en met %(max)s, of niets."))],
        default=30,
        **_unreadable(_l("Vul een heel getal in.")),
    )
    sign_up_opens_on = day_field(_l("Aanmelden vanaf"), Optional())
    sign_up_opens = time_field(_l("Vanaf hoe laat"), Optional())
    sign_up_closes_on = day_field(_l("Aanmelden tot en met"), Optional())
    sign_up_closes = time_field(_l("Tot en met hoe laat"), Optional())

    @staticmethod
    def values_of(stored: Event) -> dict[str, Any]:
        values: dict[str, Any] = {name: getattr(stored, name) for name in _PLAIN}
        opens, closes = stored.sign_up_opens_at, stored.sign_up_closes_at
        return values | {
            "seen": EventDetails.of(stored).state,
            "day": local(stored.starts_at).date(),
            "doors_open": _wall_time(stored.doors_open_at),
            "starts": _wall_time(stored.starts_at),
            "ends": _wall_time(stored.ends_at),
            "sign_up_opens_on": local(opens).date() if opens else None,
            "sign_up_opens": _wall_time(opens),
            "sign_up_closes_on": local(closes).date() if closes else None,
            "sign_up_closes": _wall_time(closes),
        }

    def validate(self, extra_validators: Any = None) -> bool:
        is_right = super().validate(extra_validators)
        day, opens_on, closes_on = (
            None if field.errors else field.data for field in (self.day, self.sign_up_opens_on, self.sign_up_closes_on)
        )
        self._moments: dict[str, Any] = {
            "doors_open_at": self._moment(day, self.doors_open),
            "starts_at": self._moment(day, self.starts),
            "ends_at": self._moment(day, self.ends),
            "sign_up_opens_at": self._moment(opens_on, self.sign_up_opens, _MIDNIGHT),
            "sign_up_closes_at": self._moment(closes_on, self.sign_up_closes, _LAST_MINUTE),
        }
        for on, at in ((self.sign_up_opens_on, self.sign_up_opens), (self.sign_up_closes_on, self.sign_up_closes)):
            if at.data is not None and not on.raw_data[0]:
                on.errors = [*on.errors, gettext("Vul bij de tijd ook een datum in.")]
        return is_right and not self.errors

    def details(self) -> EventDetails:
        """What was filled in; only after it was found right."""
        texts: dict[str, Any] = {name: self[name].data for name in _PLAIN}
        return EventDetails(**texts, **self._moments)


class SessionForm(DetailsForm):
    title = StringField(_l("Titel"), [InputRequired(_l("Vul een titel in.")), _at_most(200)])
    kind = RadioField(
        _l("Soort onderdeel"),
        [InputRequired(_l("Kies een soort."))],
        choices=[SelectChoice(kind.value, label) for kind, label in SESSION_KIND_LABELS.items()],
        coerce=str,
    )
    starts = time_field(_l("Begin"), InputRequired(_l("Vul in hoe laat dit onderdeel begint.")))
    ends = time_field(_l("Einde"), Optional())
    room = StringField(_l("Zaal"), [Optional(), _at_most(100)])
    text = TextAreaField(_l("Toelichting"), [Optional(), _at_most(1000)])
    is_closed = BooleanField(_l("Besloten: alleen voor leden en genodigden"))

    @staticmethod
    def values_of(stored: ProgrammeSession) -> dict[str, Any]:
        return {
            "seen": SessionDetails.of(stored).state,
            "title": stored.title,
            "kind": stored.kind.value,
            "starts": _wall_time(stored.starts_at),
            "ends": _wall_time(stored.ends_at),
            "room": stored.room,
            "text": stored.text,
            "is_closed": stored.is_closed,
        }

    @staticmethod
    def next_on(event: Event) -> dict[str, Any]:
        """What a new item begins with: the time at which the programme so far ends."""
        last = event.sessions[-1] if event.sessions else None
        until = (last.ends_at or last.starts_at) if last else (event.doors_open_at or event.starts_at)
        return {"starts": _wall_time(until)}

    def on(self, event: Event) -> "SessionForm":
        """The form for an item on the day of this event."""
        self._day = local(event.starts_at).date()
        return self

    def validate(self, extra_validators: Any = None) -> bool:
        is_right = super().validate(extra_validators)
        self._moments: dict[str, Any] = {
            "starts_at": self._moment(self._day, self.starts),
            "ends_at": self._moment(self._day, self.ends),
        }
        return is_right and not self.errors

    def details(self) -> SessionDetails:
        """What was filled in; only after it was found right."""
        return SessionDetails(
            kind=SessionKind(self.kind.data),
            title=self.title.data or "",
            text=self.text.data or "",
            room=self.room.data or "",
            is_closed=self.is_closed.data,
            **self._moments,
        )


class TicketTypeForm(DetailsForm):
    title = StringField(_l("Naam"), [InputRequired(_l("Vul een naam in.")), _at_most(100)])
    text = StringField(_l("Wat hoort erbij"), [Optional(), _at_most(300)])
    audience = RadioField(
        _l("Voor wie"),
        [InputRequired(_l("Kies voor wie deze deelnamevorm is."))],
        choices=[SelectChoice(audience.value, label) for audience, label in AUDIENCE_LABELS.items()],
        coerce=str,
    )
    price = MoneyField(_l("Prijs in euro's"), [InputRequired(_l("Vul een prijs in; gratis is 0."))])
    member_price = MoneyField(_l("Prijs voor leden"), [Optional()])
    capacity = _number(_l("Aantal plaatsen"))
    early_price = MoneyField(_l("Prijs voor vroegboekers"), [Optional()])
    early_ends_on = day_field(_l("Vroegboeken tot en met"), Optional())
    colleague_price = MoneyField(_l("Prijs voor een tweede en volgende collega"), [Optional()])
    speaker_price = MoneyField(_l("Prijs voor sprekers en begeleiders"), [Optional()])
    sales_open_on = day_field(_l("Te koop vanaf"), Optional())
    sales_close_on = day_field(_l("Te koop tot en met"), Optional())
    least_per_order = _number(_l("Kleinste aantal per aanmelding"), most=10)
    most_per_order = _number(_l("Grootste aantal per aanmelding"), most=10)
    is_hidden = BooleanField(_l("Verborgen: alleen voor wie een code heeft"))
    # The number of places whose effect was told.
    explained = HiddenField()

    def validate(self, extra_validators: Any = None) -> bool:
        is_right = super().validate(extra_validators)
        self._moments: dict[str, Any] = {
            "early_ends_at": self._day(self.early_ends_on, _END_OF_DAY),
            "sales_open_at": self._day(self.sales_open_on, _MIDNIGHT),
            "sales_close_at": self._day(self.sales_close_on, _END_OF_DAY),
        }
        return is_right and not self.errors

    @staticmethod
    def _day(field: Any, at: time) -> datetime | None:
        return None if field.errors or field.data is None else moment_at(field.data, at)

    @staticmethod
    def values_of(stored: TicketType) -> dict[str, Any]:
        return {
            "early_price": stored.early_price_cents,
            "early_ends_on": _day_of(stored.early_ends_at),
            "colleague_price": stored.colleague_price_cents,
            "speaker_price": stored.speaker_price_cents,
            "sales_open_on": _day_of(stored.sales_open_at),
            "sales_close_on": _day_of(stored.sales_close_at),
            "least_per_order": stored.least_per_order,
            "most_per_order": stored.most_per_order,
            "is_hidden": stored.is_hidden,
            "seen": TicketTypeDetails.of(stored).state,
            "title": stored.title,
            "text": stored.text,
            "audience": stored.audience.value,
            "price": stored.price_cents,
            "member_price": stored.member_price_cents,
            "capacity": stored.capacity,
        }

    def details(self) -> TicketTypeDetails:
        """What was filled in; only after it was found right."""
        return TicketTypeDetails(
            title=self.title.data or "",
            text=self.text.data or "",
            audience=Audience(self.audience.data),
            price_cents=self.price.data or 0,
            member_price_cents=self.member_price.data,
            capacity=self.capacity.data,
            early_price_cents=self.early_price.data,
            colleague_price_cents=self.colleague_price.data,
            speaker_price_cents=self.speaker_price.data,
            least_per_order=self.least_per_order.data or 1,
            most_per_order=self.most_per_order.data,
            is_hidden=self.is_hidden.data,
            **self._moments,
        )


class CancelEventForm(Form):
    reason = TextAreaField(
        _l("Waarom gaat het niet door?"),
        [InputRequired(_l("Vul een reden in: die staat in de mail aan wie zich aanmeldde.")), _at_most(200)],
    )


def _wall_time(moment: datetime | None) -> time | None:
    return None if moment is None else local(moment).time().replace(second=0, microsecond=0)
