"""What is filled in to sign in, to prove who one is, and to appoint somebody?"""

from collections.abc import Callable, Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    PasswordField,
    RadioField,
    SelectMultipleField,
)
from wtforms.fields import EmailField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from okprofs.kernel.forms import Form
from okprofs.kernel.refusals import Refusal, sentence
from okprofs.people.models import Office
from okprofs.people.rules.addresses import LONGEST as LONGEST_ADDRESS
from okprofs.people.rules.addresses import normalise_address
from okprofs.people.rules.passwords import PasswordContext, refusals_for
from okprofs.people.wording import (
    OFFICE_LABELS,
)


def by_rule(rule: Callable[[str], Iterable[Refusal]]) -> Callable[[Any, Any], None]:
    """A validator that shows a rule's refusals at the field."""

    def validate(form: Any, field: Any) -> None:
        refusals = list(rule(field.data or ""))
        if refusals:
            field.errors.extend(map(sentence, refusals[:-1]))
            raise ValidationError(sentence(refusals[-1]))

    return validate


def _address_refusals(text: str) -> list[Refusal]:
    return [] if normalise_address(text) else [Refusal("address_invalid")]


def _address(label: Any) -> EmailField:
    return EmailField(
        label,
        [
            DataRequired(_l("Vul een e-mailadres in.")),
            Length(max=LONGEST_ADDRESS, message=_l("Dit e-mailadres is te lang.")),
            by_rule(_address_refusals),
        ],
    )


class AddressForm(Form):
    """An address to mail something to."""

    email = _address(_l("E-mailadres"))


class SignInForm(AddressForm):
    password = PasswordField(_l("Wachtwoord"), [DataRequired(_l("Vul je wachtwoord in."))])


class ProofForm(Form):
    password = PasswordField(_l("Wachtwoord"), [DataRequired(_l("Vul je wachtwoord in."))])


class NewPasswordForm(Form):
    """A password that may be guessed by nobody who knows what `about` says."""

    password = PasswordField(_l("Nieuw wachtwoord"), [DataRequired(_l("Vul een nieuw wachtwoord in."))])

    def __init__(self, about: PasswordContext, **options: Any) -> None:
        super().__init__(**options)
        self._about = about

    def validate_password(self, field: Any) -> None:
        by_rule(lambda text: refusals_for(text, self._about))(self, field)


class CheckboxesField(SelectMultipleField):
    """Some of a list, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class AppointmentForm(AddressForm):
    office = RadioField(
        _l("Rol"),
        [InputRequired(_l("Kies een rol."))],
        choices=[SelectChoice(item.value, OFFICE_LABELS[item]) for item in Office],
    )
