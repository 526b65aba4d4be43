"""What can someone tell about themselves, part by part?"""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields import TelField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from okprofs.kernel.clock import today
from okprofs.kernel.forms import LEFT_OPEN, Form
from okprofs.kernel.refusals import Refusal, Refused, sentence
from okprofs.people.forms.accounts import CheckboxesField, by_rule
from okprofs.people.models import Account, Profile
from okprofs.people.rules.expertise import (
    Language,
    Method,
    Willingness,
    may_have_begun_in,
    refusals_for_wordings,
    wordings_in,
)
from okprofs.people.rules.links import parse_link
from okprofs.people.rules.names import clean_name, refusals_for_name
from okprofs.people.rules.phones import parse_phone, shown_phone
from okprofs.people.rules.photos import Size, photo_from
from okprofs.people.rules.profession import Discipline, Position
from okprofs.people.rules.visibility import AUDIENCES, Audience, Field
from okprofs.people.services.profiles import Basics, Contact, Expertise, Work
from okprofs.people.wording import (
    AUDIENCE_LABELS,
    DISCIPLINE_LABELS,
    FIELD_LABELS,
    LANGUAGE_LABELS,
    METHOD_LABELS,
    POSITION_LABELS,
    SPOKEN_LABELS,
    WILLINGNESS_LABELS,
)


class BasicsForm(Form):
    name = StringField(
        _l("Naam"), [DataRequired(_l("Vul je naam in.")), by_rule(lambda text: refusals_for_name(clean_name(text)))]
    )
    is_findable = RadioField(
        _l("Wil je dat anderen je kunnen vinden?"),
        [InputRequired(_l("Kies of anderen je mogen vinden."))],
        choices=[
            SelectChoice("no", _l("Nee, laat mij niet zien")),
            SelectChoice("yes", _l("Ja, leden mogen mij vinden")),
            SelectChoice("everyone", _l("Ja, iedereen mag mij vinden")),
        ],
    )
    language = RadioField(
        _l("Taal van de site en van onze mail"),
        [InputRequired(_l("Kies een taal."))],
        choices=[SelectChoice(code, name) for code, name in LANGUAGE_LABELS.items()],
    )

    @classmethod
    def of(cls, account: Account) -> "BasicsForm":
        """As it stands now."""
        profile = account.profile
        is_findable = ("everyone" if profile.public_since else "yes") if profile.is_findable else "no"
        return cls(data={"name": account.name, "is_findable": is_findable, "language": account.language})

    def draft(self) -> Basics:
        data = self.data
        found = data["is_findable"]
        return Basics(data["name"], data["language"], is_findable=found != "no", is_public=found == "everyone")


class ProfilePartForm(Form):
    """A part of the profile in which each field can be shown or hidden: for whom, `…_audience` says of each."""

    @classmethod
    def of(cls, account: Account) -> Any:
        """As it stands now."""
        profile = account.profile
        chosen = {f"{field}_audience": getattr(profile, f"{field}_audience").value for field in Field}
        return cls(data={**cls.filled_from(profile), **chosen})

    @staticmethod
    def filled_from(profile: Profile) -> dict[str, Any]:
        """What stands in the profile, as the form shows it."""
        return {}

    @property
    def audiences(self) -> dict[Field, Audience]:
        chosen = {field: self.data.get(f"{field}_audience") for field in Field}
        return {field: Audience(audience) for field, audience in chosen.items() if audience}


def _audience(field: Field) -> SelectField:
    """For whom a field of the profile is. When nothing was sent, it stays for whom it was."""
    choices = [SelectChoice(audience.value, AUDIENCE_LABELS[audience]) for audience in AUDIENCES[field]]
    return SelectField(FIELD_LABELS[field], [LEFT_OPEN], choices=choices, default=Audience.NOBODY.value)


def _boxes(label: Any, labels: Mapping[Any, Any]) -> CheckboxesField:
    return CheckboxesField(label, choices=[SelectChoice(value.value, text) for value, text in labels.items()])


class WorkForm(ProfilePartForm):
    function_title = StringField(
        _l("Functie"), [Optional(), Length(max=100, message=_l("Houd je functie korter dan 100 tekens."))]
    )
    position = SelectField(
        _l("Soort functie"),
        [LEFT_OPEN],
        choices=[
            SelectChoice("", _l("Kies wat het best past")),
            *(SelectChoice(item.value, POSITION_LABELS[item]) for item in Position),
        ],
    )
    function_audience = _audience(Field.FUNCTION)
    organisation = StringField(
        _l("Organisatie"),
        [Optional(), Length(max=200, message=_l("Houd de naam van je organisatie korter dan 200 tekens."))],
    )
    organisation_audience = _audience(Field.ORGANISATION)
    disciplines = _boxes(_l("Vakgebieden"), DISCIPLINE_LABELS)
    disciplines_audience = _audience(Field.DISCIPLINES)

    @staticmethod
    def filled_from(profile: Profile) -> dict[str, Any]:
        return {
            "function_title": profile.function_title,
            "position": profile.position or "",
            "organisation": profile.organisation.name if profile.organisation else "",
            "disciplines": list(profile.disciplines),
        }

    def draft(self) -> Work:
        data = self.data
        return Work(
            function_title=data["function_title"] or "",
            position=Position(data["position"]) if data["position"] else None,
            organisation=data["organisation"] or "",
            disciplines=frozenset(map(Discipline, data["disciplines"] or ())),
            audiences=self.audiences,
        )


class ExpertiseForm(ProfilePartForm):
    topics = StringField(_l("Vraag mij over"), [Optional(), by_rule(refusals_for_wordings)])
    ask_me_about = TextAreaField(
        _l("In je eigen woorden"), [Optional(), Length(max=500, message=_l("Houd het bij 500 tekens."))]
    )
    ask_me_about_audience = _audience(Field.ASK_ME_ABOUT)
    methods = _boxes(_l("Methoden waarmee je werkt"), METHOD_LABELS)
    own_methods = StringField(_l("Andere methoden"), [Optional(), by_rule(refusals_for_wordings)])
    methods_audience = _audience(Field.METHODS)
    certificates = TextAreaField(_l("Certificaten"), [Optional(), by_rule(refusals_for_wordings)])
    certificates_audience = _audience(Field.CERTIFICATES)
    working_since = IntegerField(_l("Sinds welk jaar doe je dit werk?"), [Optional()])
    experience_audience = _audience(Field.EXPERIENCE)
    languages = _boxes(_l("Talen die je spreekt"), SPOKEN_LABELS)
    languages_audience = _audience(Field.LANGUAGES)

    @staticmethod
    def filled_from(profile: Profile) -> dict[str, Any]:
        return {
            "topics": ", ".join(profile.topics),
            "ask_me_about": profile.ask_me_about,
            "methods": list(profile.methods),
            "own_methods": ", ".join(profile.own_methods),
            "certificates": "\n".join(profile.certificates),
            "working_since": profile.working_since,
            "languages": list(profile.languages),
        }

    def draft(self) -> Expertise:
        data = self.data
        return Expertise(
            topics=wordings_in(data["topics"] or ""),
            ask_me_about=data["ask_me_about"] or "",
            methods=frozenset(map(Method, data["methods"] or ())),
            own_methods=wordings_in(data["own_methods"] or ""),
            certificates=wordings_in(data["certificates"] or ""),
            working_since=data["working_since"],
            languages=frozenset(map(Language, data["languages"] or ())),
            audiences=self.audiences,
        )

    def validate_working_since(self, field: Any) -> None:
        if field.data is not None and not may_have_begun_in(field.data, today().year):
            raise ValidationError(sentence(Refusal("year_unlikely")))


class ContactForm(ProfilePartForm):
    willing_to = _boxes(_l("Wat wil je voor andere leden doen?"), WILLINGNESS_LABELS)
    willing_to_audience = _audience(Field.WILLING_TO)
    phone = TelField(_l("Telefoonnummer"), [Optional(), Length(max=40, message=_l("Dit nummer is te lang."))])
    phone_audience = _audience(Field.PHONE)
    link = StringField(_l("Link"), [Optional(), Length(max=200, message=_l("Houd de link korter dan 200 tekens."))])
    link_audience = _audience(Field.LINK)
    messages_audience = _audience(Field.MESSAGES)

    @staticmethod
    def filled_from(profile: Profile) -> dict[str, Any]:
        return {
            "willing_to": list(profile.willing_to),
            "phone": shown_phone(profile.phone) if profile.phone else "",
            "link": profile.link,
        }

    def draft(self) -> Contact:
        data = self.data
        return Contact(
            phone=parse_phone(data["phone"] or "") or "",
            link=parse_link(data["link"] or "") or "",
            willing_to=frozenset(map(Willingness, data["willing_to"] or ())),
            audiences=self.audiences,
        )

    def validate_phone(self, field: Any) -> None:
        if parse_phone(field.data) is None:
            raise ValidationError(
                _l("Dit is geen telefoonnummer dat we kennen. Schrijf het zoals 06 12345678 of +32 2 535 12 12.")
            )

    def validate_link(self, field: Any) -> None:
        if parse_link(field.data) is None:
            raise ValidationError(_l("Dit is geen webadres dat leden veilig kunnen openen. Begin met https://."))


class PhotoForm(ProfilePartForm):
    photo = FileField(_l("Foto"))
    photo_audience = _audience(Field.PHOTO)

    # What was made of the file; None when none was sent. Made here, for the database need not wait for it.
    painted: dict[Size, bytes] | None = None

    def validate_photo(self, field: Any) -> None:
        if not field.data:
            return
        content = field.data.read()
        field.data.seek(0)
        try:
            self.painted = photo_from(content)
        except Refused as refused:
            raise ValidationError(sentence(refused.refusals[0])) from refused
