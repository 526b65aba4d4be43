"""What can be filled in about people: who they are, how they prove it, what they tell."""

from collections.abc import Callable, Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import EmailField, TelField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from okprofs.kernel.forms import Form
from okprofs.kernel.refusals import Refusal, sentence
from okprofs.people.models import Office
from okprofs.people.rules.addresses import LONGEST as LONGEST_ADDRESS
from okprofs.people.rules.addresses import normalise_address
from okprofs.people.rules.links import parse_link
from okprofs.people.rules.names import clean_name, refusals_for_name
from okprofs.people.rules.passwords import PasswordContext, refusals_for
from okprofs.people.rules.phones import parse_phone, shown_phone
from okprofs.people.rules.profession import Discipline, Position
from okprofs.people.rules.visibility import Audience, Field, ProfileFacts
from okprofs.people.services.profiles import ProfileDraft
from okprofs.people.wording import (
    DISCIPLINE_LABELS,
    FIELD_LABELS,
    LANGUAGE_LABELS,
    OFFICE_LABELS,
    POSITION_LABELS,
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


class ProfileForm(Form):
    name = StringField(
        _l("Naam"), [DataRequired(_l("Vul je naam in.")), by_rule(lambda text: refusals_for_name(clean_name(text)))]
    )
    is_findable = RadioField(
        _l("Wil je dat andere leden je kunnen vinden?"),
        [InputRequired(_l("Kies of andere leden je mogen vinden."))],
        choices=[
            SelectChoice("yes", _l("Ja, leden mogen mij vinden")),
            SelectChoice("no", _l("Nee, laat mij niet zien")),
        ],
    )
    function_title = StringField(
        _l("Functie"), [Optional(), Length(max=100, message=_l("Houd je functie korter dan 100 tekens."))]
    )
    position = SelectField(
        _l("Soort functie"),
        [Optional()],
        choices=[
            SelectChoice("", _l("Kies wat het best past")),
            *(SelectChoice(item.value, POSITION_LABELS[item]) for item in Position),
        ],
    )
    organisation = StringField(
        _l("Organisatie"),
        [Optional(), Length(max=200, message=_l("Houd de naam van je organisatie korter dan 200 tekens."))],
    )
    disciplines = CheckboxesField(
        _l("Vakgebieden"), choices=[SelectChoice(item.value, DISCIPLINE_LABELS[item]) for item in Discipline]
    )
    ask_me_about = TextAreaField(
        _l("Vraag mij over"), [Optional(), Length(max=500, message=_l("Houd het bij 500 tekens."))]
    )
    phone = TelField(_l("Telefoonnummer"), [Optional(), Length(max=40, message=_l("Dit nummer is te lang."))])
    link = StringField(_l("Link"), [Optional(), Length(max=200, message=_l("Houd de link korter dan 200 tekens."))])
    show_function = BooleanField(FIELD_LABELS[Field.FUNCTION])
    show_organisation = BooleanField(FIELD_LABELS[Field.ORGANISATION])
    show_disciplines = BooleanField(FIELD_LABELS[Field.DISCIPLINES])
    show_ask_me_about = BooleanField(FIELD_LABELS[Field.ASK_ME_ABOUT])
    show_phone = BooleanField(FIELD_LABELS[Field.PHONE])
    show_link = BooleanField(FIELD_LABELS[Field.LINK])
    language = RadioField(
        _l("Taal van de site en van onze mail"),
        [InputRequired(_l("Kies een taal."))],
        choices=[SelectChoice(code, name) for code, name in LANGUAGE_LABELS.items()],
    )

    @staticmethod
    def filled_from(facts: ProfileFacts, language: str) -> dict[str, Any]:
        """A profile as the form shows it."""
        content = facts.content
        return {
            "name": content.name,
            "is_findable": "yes" if facts.is_findable else "no",
            "function_title": content.function_title,
            "position": content.position or "",
            "organisation": content.organisation_name,
            "disciplines": list(content.disciplines),
            "ask_me_about": content.ask_me_about,
            "phone": shown_phone(content.phone) if content.phone else "",
            "link": content.link,
            "language": language,
            **{f"show_{field}": field in facts.shown for field in Field},
        }

    def draft(self) -> ProfileDraft:
        """What was filled in, as the profile keeps it."""
        data = self.data
        return ProfileDraft(
            name=data["name"],
            language=data["language"],
            function_title=data["function_title"] or "",
            position=Position(data["position"]) if data["position"] else None,
            organisation=data["organisation"] or "",
            disciplines=frozenset(map(Discipline, data["disciplines"] or ())),
            ask_me_about=data["ask_me_about"] or "",
            phone=parse_phone(data["phone"] or "") or "",
            link=parse_link(data["link"] or "") or "",
            is_findable=data["is_findable"] == "yes",
            audiences={field: Audience.MEMBERS for field in Field if data[f"show_{field}"]},
        )

    def validate_phone(self, field: Any) -> None:
        if parse_phone(field.data) is None:
            raise ValidationError(
                _l("Dit is geen telefoonnummer dat we kennen. Schrijf het zoals 06 12345678 of +32 2 535 12 12.")
            )

    def validate_link(self, field: Any) -> None:
        if parse_link(field.data) is None:
            raise ValidationError(_l("Dit is geen webadres dat leden veilig kunnen openen. Begin met https://."))


class AppointmentForm(AddressForm):
    office = RadioField(
        _l("Rol"),
        [InputRequired(_l("Kies een rol."))],
        choices=[SelectChoice(item.value, OFFICE_LABELS[item]) for item in Office],
    )
