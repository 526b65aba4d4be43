"""The shape of a mail to a selection of participants."""

from collections.abc import Sequence
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from okprofs.events.models import Event, Mailing
from okprofs.events.queries.mailings import Chosen
from okprofs.events.rules.mailing import Presence, Whom
from okprofs.events.wording_of_voices import PRESENCE_LABELS, WHOM_LABELS
from okprofs.kernel.forms import Form

LONGEST_TEXT = 5_000
_TOO_LONG = _l("Gebruik ten hoogste %(max)d tekens.")


class SeenForm(Form):
    """One button about a mail as it was looked at."""

    seen = HiddenField()

    @property
    def version(self) -> int:
        """Which version the organiser looked at; -1 when that cannot be read."""
        seen = (self.seen.data or "") if self.seen.raw_data else ""
        return int(seen) if seen.isdecimal() and seen.isascii() and len(seen) < 10 else -1


class MailingForm(SeenForm):
    subject = StringField(
        _l("Onderwerp"), [InputRequired(_l("Vul een onderwerp in.")), Length(max=150, message=_TOO_LONG)]
    )
    text = TextAreaField(
        _l("Je bericht"), [InputRequired(_l("Schrijf een bericht.")), Length(max=LONGEST_TEXT, message=_TOO_LONG)]
    )
    whom = RadioField(
        _l("Aan wie"),
        choices=[SelectChoice(str(one), WHOM_LABELS[one]) for one in Whom],
        default=str(Whom.COMING),
    )
    ticket_types = SelectMultipleField(
        _l("Alleen met deelnamevorm"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    workshop = SelectField(_l("Alleen wie is ingedeeld bij"))
    presence = RadioField(
        _l("Aanwezig of niet"),
        choices=[SelectChoice(str(one), PRESENCE_LABELS[one]) for one in Presence],
        default=str(Presence.ANY),
    )
    only_waiting = BooleanField(_l("Alleen wie op een aanvraag wacht"))
    only_unpaid = BooleanField(_l("Alleen wie nog niet alles heeft betaald"))

    @classmethod
    def of(cls, event: Event, workshops: Sequence[tuple[str, str]], mailing: Mailing | None = None) -> Self:
        """The form for this event, with what stands there now."""
        chosen = Chosen.of(mailing.selection) if mailing else Chosen()
        form = cls(
            data={
                "seen": str(mailing.version if mailing else 0),
                "subject": mailing.subject if mailing else "",
                "text": mailing.text if mailing else "",
                "whom": str(chosen.whom),
                "ticket_types": list(chosen.ticket_types),
                "workshop": chosen.workshop,
                "presence": str(chosen.presence),
                "only_waiting": chosen.only_waiting,
                "only_unpaid": chosen.only_unpaid,
            }
        )
        form.ticket_types.choices = [SelectChoice(one.public_id, one.title) for one in event.ticket_types]
        form.workshop.choices = [SelectChoice("", _l("Alle workshops")), *(SelectChoice(*one) for one in workshops)]
        if not workshops:
            del form.workshop
        return form

    @property
    def chosen(self) -> Chosen:
        """Which participants; only after it was found right."""
        return Chosen(
            tuple(self.ticket_types.data or ()),
            self.workshop.data or "" if "workshop" in self else "",
            Presence(self.presence.data),
            self.only_waiting.data,
            self.only_unpaid.data,
            Whom(self.whom.data),
        )
