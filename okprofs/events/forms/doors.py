"""The shape of what is filled in about doors, and of what a telephone sends from one."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, Optional

from okprofs.events.models import TicketType
from okprofs.events.rules.arrival import ScanKind
from okprofs.events.rules.doors import DoorRefusal
from okprofs.events.rules.registering import HandRefusal
from okprofs.events.services.arriving import Written
from okprofs.events.services.registering import HandWritten
from okprofs.kernel.filters import long_date
from okprofs.kernel.forms import Form
from okprofs.kernel.refusals import Refusal, Refused

MOST_SCANS_SENT = 500
LONGEST_KEY = 40
_EARLIEST, _LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


class DoorForm(Form):
    title = StringField(
        _l("Hoe noem je deze deur?"), [Optional(), Length(max=60, message=_l("Gebruik ten hoogste %(max)d tekens."))]
    )
    on_day = RadioField(_l("Op welke dag?"), [InputRequired(_l("Kies een dag."))])

    def offering(self, days: Sequence[date]) -> "DoorForm":
        """The form for an event on these days; of one day nothing is asked."""
        self.on_day.choices = [SelectChoice(day.isoformat(), long_date(day)) for day in days]
        if len(days) == 1:
            del self.on_day
        return self

    def chosen_day(self, days: Sequence[date]) -> date:
        """The day that was chosen, or the only one; only after it was found right."""
        return date.fromisoformat(self.on_day.data) if "on_day" in self else days[0]


class DoorMailForm(Form):
    email = EmailField(
        _l("E-mailadres van wie bij de deur staat"),
        [InputRequired(_l("Vul een e-mailadres in.")), Length(max=254)],
    )


class WalkInForm(Form):
    name = StringField(_l("Naam"), [InputRequired(_l("Vul een naam in.")), Length(max=100)])
    email = EmailField(_l("E-mailadres"), [InputRequired(_l("Vul een e-mailadres in.")), Length(max=254)])
    organisation_name = StringField(_l("Organisatie"), [Optional(), Length(max=200)])
    ticket_type = RadioField(_l("Deelnamevorm"), [InputRequired(_l("Kies een deelnamevorm."))], coerce=str)

    def offering(self, ticket_types: Sequence[TicketType]) -> "WalkInForm":
        """The form for an event that offers these."""
        self.ticket_type.choices = [SelectChoice(item.public_id, item.title) for item in ticket_types]
        return self

    def refuse(self, refused: Refused) -> None:
        """Nobody can vouch at a door: who belongs on the closed part is for the organiser to say."""
        here = Refusal(DoorRefusal.NOT_AT_THE_DOOR)
        super().refuse(Refused(*(here if one.code == HandRefusal.VOUCH_NEEDED else one for one in refused.refusals)))

    def written(self) -> HandWritten:
        """What was filled in; only after it was found right."""
        return HandWritten(
            ticket_type=self.ticket_type.data,
            name=self.name.data or "",
            email=self.email.data or "",
            organisation_name=self.organisation_name.data or "",
            dietary_wishes="",
            vouch=None,
        )


def read_scans(sent: Any) -> tuple[list[Written], list[str]] | None:
    """What a telephone sends: the scans, and the keys of those that cannot be read, which it need not send again.

    None when it is no list of scans at all.
    """
    scans = sent.get("scans") if isinstance(sent, dict) else None
    if not isinstance(scans, list):
        return None
    read, unreadable = [], []
    for item in scans:
        scan = _read_scan(item)
        if scan is not None:
            read.append(scan)
        elif isinstance(item, dict) and isinstance(item.get("key"), str):
            unreadable.append(item["key"][:LONGEST_KEY])
    return read, unreadable


def read_number(sent: Any) -> int:
    """The number of the last scan that the telephone knows; 0 when it knows none."""
    number = sent.get("number")
    return number if type(number) is int and 0 <= number < 2**31 else 0


def _read_scan(item: Any) -> Written | None:
    if not isinstance(item, dict):
        return None
    texts = [item.get(name, "") for name in ("key", "who", "door", "kind", "back")]
    at, off = item.get("at"), item.get("off", 0)
    if not all(_is_word(text) for text in texts) or not texts[0] or not texts[1]:
        return None
    if type(at) is not int or type(off) is not int or texts[3] not in set(ScanKind):
        return None
    if not _EARLIEST.timestamp() * 1000 <= at <= _LATEST.timestamp() * 1000 or abs(off) > 2**31 - 1:
        return None
    key, who, door, kind, back = texts
    return Written(key, who, door, ScanKind(kind), datetime.fromtimestamp(at / 1000, UTC), off, back)


def _is_word(text: Any) -> bool:
    return isinstance(text, str) and len(text) <= LONGEST_KEY and text.isascii() and (not text or text.isprintable())
