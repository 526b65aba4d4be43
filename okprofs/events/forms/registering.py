"""The shape of what an organiser writes down about who comes, and about who is invited."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, Optional

from okprofs.events.models import TicketType
from okprofs.events.rules.registering import ExportReason, HandRefusal, Vouch
from okprofs.events.services.registering import HandWritten
from okprofs.events.wording import EXPORT_REASON_LABELS, VOUCH_LABELS
from okprofs.kernel.forms import LEFT_OPEN, Form
from okprofs.kernel.refusals import Refused, sentence
from okprofs.people.wording import LANGUAGE_LABELS


def _at_most(length: int) -> Length:
    return Length(max=length, message=_l("Gebruik ten hoogste %(max)d tekens."))


class HandWrittenForm(Form):
    name = StringField(_l("Naam"), [InputRequired(_l("Vul een naam in.")), _at_most(100)])
    email = EmailField(_l("E-mailadres"), [InputRequired(_l("Vul een e-mailadres in.")), _at_most(254)])
    organisation_name = StringField(_l("Organisatie"), [Optional(), _at_most(200)])
    ticket_type = RadioField(_l("Deelnamevorm"), [InputRequired(_l("Kies een deelnamevorm."))], coerce=str)
    vouch = SelectField(
        _l("Waarom hoort deze persoon bij het besloten deel?"),
        [LEFT_OPEN],
        choices=[
            SelectChoice("", _l("Niet van toepassing")),
            *(SelectChoice(vouch.value, label) for vouch, label in VOUCH_LABELS.items()),
        ],
    )
    dietary_wishes = StringField(_l("Dieetwensen"), [Optional(), _at_most(200)])

    def offering(self, ticket_types: Sequence[TicketType], *, has_food: bool) -> "HandWrittenForm":
        """The form for an event that offers these, with or without food."""
        self.ticket_type.choices = [SelectChoice(item.public_id, item.title) for item in ticket_types]
        if not has_food:
            del self.dietary_wishes
        return self

    def refuse(self, refused: Refused) -> None:
        """A missing reason is said where it is to be chosen."""
        missing = [refusal for refusal in refused.refusals if refusal.code == HandRefusal.VOUCH_NEEDED]
        self.vouch.errors = [*self.vouch.errors, *(sentence(refusal) for refusal in missing)]
        others = [refusal for refusal in refused.refusals if refusal not in missing]
        self.form_errors.extend(sentence(refusal) for refusal in others)

    def written(self) -> HandWritten:
        """What was filled in; only after it was found right."""
        diet: Any = self.dietary_wishes.data if "dietary_wishes" in self else ""
        return HandWritten(
            ticket_type=self.ticket_type.data,
            name=self.name.data or "",
            email=self.email.data or "",
            organisation_name=self.organisation_name.data or "",
            dietary_wishes=diet or "",
            vouch=Vouch(self.vouch.data) if self.vouch.data else None,
        )


class InvitationForm(Form):
    name = StringField(_l("Naam"), [InputRequired(_l("Vul een naam in.")), _at_most(100)])
    email = EmailField(_l("E-mailadres"), [InputRequired(_l("Vul een e-mailadres in.")), _at_most(254)])
    language = RadioField(
        _l("In welke taal schrijven we?"),
        default="nl",
        choices=[SelectChoice(code, label) for code, label in LANGUAGE_LABELS.items()],
    )


class LargeExportForm(Form):
    reason = RadioField(
        _l("Waar heb je de lijst voor nodig?"),
        [InputRequired(_l("Kies waar je de lijst voor nodig hebt."))],
        choices=[SelectChoice(reason.value, label) for reason, label in EXPORT_REASON_LABELS.items()],
    )

    @property
    def chosen(self) -> ExportReason:
        """What was chosen; only after it was found right."""
        return ExportReason(self.reason.data)
