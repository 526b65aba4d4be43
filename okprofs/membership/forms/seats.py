"""The shape of admitting an organisation, handing out its seats and taking them back, and accepting one."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, Optional, Regexp

from okprofs.kernel.clock import today
from okprofs.kernel.fields import NO_DAY, day_field
from okprofs.kernel.forms import Form
from okprofs.kernel.refusals import sentence
from okprofs.membership.forms.steps import address_in, check_address
from okprofs.organisations.rules.naming import LONGEST_NAME
from okprofs.people.rules.names import clean_name, refusals_for_name

TODAY, LATER, OFFER = "vandaag", "later", "aanbod"


def _number() -> IntegerField:
    return IntegerField(_l("Aantal plaatsen"), validators=[InputRequired(_l("Vul in hoeveel plaatsen het zijn."))])


def _address(label: Any, help_text: Any) -> StringField:
    return StringField(
        label, description=help_text, validators=[InputRequired(_l("Vul een e-mailadres in.")), check_address]
    )


class AddressForm(Form):
    """To whom a personal link is mailed."""

    address = _address(_l("E-mailadres"), _l("Liefst het werkadres. Daarheen gaat een persoonlijke link."))

    @property
    def chosen(self) -> str:
        """The address as we keep it."""
        return address_in(self.address)


class OrganisationMembershipForm(AddressForm):
    """An organisation that becomes a member."""

    organisation = StringField(
        _l("Organisatie"),
        description=_l("Voluit, zoals “gemeente Barneveld”."),
        validators=[
            InputRequired(_l("Vul de naam van de organisatie in.")),
            Length(2, LONGEST_NAME, _l("Vul een naam van 2 tot 200 tekens in.")),
            Regexp(r".*\w", message=_l("Een naam heeft letters of cijfers.")),
        ],
    )
    number = _number()
    since_on = day_field(_l("Lid vanaf"), InputRequired(_l("Vul in vanaf welke dag de organisatie lid is.")))
    address = _address(
        _l("E-mailadres van de contactpersoon"),
        _l("De contactpersoon krijgt een link en geeft daarna zelf de plaatsen uit."),
    )


class NumberForm(Form):
    """How many seats an organisation has."""

    number = _number()


class TakingForm(Form):
    """When a seat, or the membership of an organisation, ends."""

    when = RadioField(_l("Wanneer?"), validators=[InputRequired(_l("Kies wanneer."))])
    day = day_field(
        _l("Op welke dag?"),
        Optional(),
        description=_l("Alleen als je later kiest. Het is de eerste dag waarop het niet meer geldt."),
    )

    def offer(self, *, has_offer: str = "") -> None:
        """What can be chosen; `has_offer`: to whom the seat is offered, so that only that can be taken back too."""
        self.when.choices = [
            SelectChoice(TODAY, _l("Vandaag")),
            SelectChoice(LATER, _l("Later, op een dag die ik kies")),
        ]
        if has_offer:
            label = _l("Nee, trek alleen het aanbod aan %(address)s in", address=has_offer)
            self.when.choices.append(SelectChoice(OFFER, label))

    def validate(self, extra_validators: Any = None) -> bool:
        """As always; and a day, when it is not to be today."""
        is_right = super().validate(extra_validators)
        if self.when.data == LATER and self.day.data is None and not self.day.errors:
            self.day.errors = [str(NO_DAY)]
            return False
        return is_right

    @property
    def is_offer_only(self) -> bool:
        return bool(self.when.data == OFFER)

    @property
    def ends_on(self) -> date:
        """The first day on which it is no more."""
        return self.day.data if self.when.data == LATER and self.day.data else today()


class AcceptanceForm(Form):
    """Who accepts, when we do not know them yet."""

    name = StringField(_l("Je naam"), description=_l("Voornaam en achternaam."))

    def ask_name(self, *, is_new: bool) -> None:
        """A name is asked of who has no account."""
        if not is_new:
            del self.name

    def validate_name(self, field: Any) -> None:
        for refusal in refusals_for_name(clean_name(field.data or "")):
            raise ValidationError(sentence(refusal))

    @property
    def chosen_name(self) -> str:
        return clean_name(self.name.data or "") if "name" in self else ""
