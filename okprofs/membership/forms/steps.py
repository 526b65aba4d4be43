"""The shape of an application: its steps, and where to mail the link by which one goes on later."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import RadioField, StringField, SubmitField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, StopValidation, ValidationError

from okprofs.kernel.forms import Form
from okprofs.kernel.refusals import sentence
from okprofs.membership import wording
from okprofs.membership.forms.answers import (
    LONGEST_STORY,
    NO,
    TOO_LONG,
    YES,
    YES_NO,
    ChecklistField,
    choices_of,
    known,
    known_disciplines,
    word_of,
    yes,
)
from okprofs.membership.forms.attachments import FormWithFiles
from okprofs.membership.models import Application
from okprofs.membership.rules.eligibility import Appointment, Engagement
from okprofs.membership.rules.progress import GivenAnswers, is_dedication_asked
from okprofs.membership.services.applying import Person, Profession, Work
from okprofs.organisations.rules.naming import comparable_name
from okprofs.people.rules.addresses import normalise_address
from okprofs.people.rules.names import clean_name, refusals_for_name
from okprofs.people.rules.profession import Position
from okprofs.people.wording import DISCIPLINE_LABELS, POSITION_LABELS


def _appointment_for_government(form: Any, field: RadioField) -> None:
    """The appointment is asked of who works for government; who does not may skip it."""
    if field.raw_data and field.raw_data[0]:
        return
    field.errors = []
    if form.government.data == YES:
        raise StopValidation(_l("Kies hoe je aanstelling is."))
    raise StopValidation


class StepForm(Form):
    """A step of the application. It can be left half answered: only what was typed wrongly is then complained of."""

    back = SubmitField(_l("Vorige stap"))
    later = SubmitField(_l("Ga later verder"))

    @property
    def is_left(self) -> bool:
        """Whether the person goes elsewhere, rather than on."""
        return bool(self.back.data or self.later.data)

    def validate(self, extra_validators: Any = None) -> bool:
        """As always, but for what is open when the step is left."""
        if super().validate(extra_validators):
            return True
        if self.is_left:
            for field in self:
                if field.errors and not field.data and field.name != "csrf_token":
                    field.errors = []
        return not self.errors


class WorkForm(StepForm):
    """Step 1: your work."""

    government = RadioField(
        _l("Werk je bij de overheid?"),
        choices=YES_NO,
        description=_l("Gemeente, provincie, waterschap, rijk, uitvoeringsorganisatie of een samenwerking daarvan."),
        validators=[InputRequired(_l("Kies of je bij de overheid werkt."))],
    )
    organisation = StringField(
        _l("Bij welke organisatie werk je?"),
        description=_l("Typ de naam en kies uit de lijst. Staat je organisatie er niet bij? Typ dan de hele naam."),
        validators=[
            InputRequired(_l("Vul de naam van je organisatie in.")),
            Length(2, 200, _l("Vul een naam van 2 tot 200 tekens in.")),
        ],
    )
    appointment = RadioField(
        _l("Hoe is je aanstelling?"),
        choices=choices_of(wording.APPOINTMENT_LABELS),
        description=_l("Werk je niet bij de overheid? Dan kun je deze vraag overslaan."),
        validators=[_appointment_for_government],
    )

    def validate_organisation(self, field: StringField) -> None:
        if not comparable_name(field.data or ""):
            raise ValidationError(_l("Vul de naam van je organisatie in."))

    @staticmethod
    def data_of(draft: Application) -> dict[str, Any]:
        """What was answered before."""
        return {
            "government": word_of(draft.works_for_government),
            "organisation": draft.organisation_name,
            "appointment": word_of(draft.appointment),
        }

    def given(self) -> dict[str, Any]:
        """The answers of this step that can be understood, by their names in `GivenAnswers`."""
        return {
            "works_for_government": yes(self.government.data),
            "appointment": known(Appointment, self.appointment.data),
        }

    def work(self) -> Work:
        """What was answered."""
        return Work(organisation_name=self.organisation.data or "", **self.given())


class ProfessionForm(StepForm):
    """Step 2: your profession."""

    position = RadioField(
        _l("Wat is je functie?"),
        choices=choices_of(POSITION_LABELS),
        validators=[InputRequired(_l("Kies je functie."))],
    )
    function_title = StringField(
        _l("Hoe heet je functie precies?"),
        description=_l("Bijvoorbeeld: adviseur kwaliteitszorg."),
        validators=[
            InputRequired(_l("Vul in hoe je functie heet.")),
            Length(2, 100, _l("Vul een naam van 2 tot 100 tekens in.")),
        ],
    )
    engagement = RadioField(
        _l("Hoeveel van je tijd gaat naar kwaliteitsmanagement?"),
        choices=choices_of(wording.ENGAGEMENT_LABELS),
        validators=[InputRequired(_l("Kies hoeveel van je tijd naar kwaliteitsmanagement gaat."))],
    )
    disciplines = ChecklistField(
        _l("Waar ben je mee bezig?"),
        choices=choices_of(DISCIPLINE_LABELS),
        description=_l("Kies alles wat past."),
        validators=[InputRequired(_l("Kies ten minste één vakgebied."))],
    )
    dedication = TextAreaField(
        _l("Hoe leg je je daarop toe?"),
        description=_l("Bijvoorbeeld projecten, opleiding of uren per week."),
        validators=[Length(max=LONGEST_STORY, message=TOO_LONG)],
    )

    def validate_dedication(self, field: TextAreaField) -> None:
        if not field.data and is_dedication_asked(GivenAnswers(**self.given())):
            raise ValidationError(_l("Vertel in een paar zinnen hoe je je hierop toelegt."))

    @staticmethod
    def data_of(draft: Application) -> dict[str, Any]:
        """What was answered before."""
        return {
            "position": word_of(draft.position),
            "function_title": draft.function_title,
            "engagement": word_of(draft.engagement),
            "disciplines": [discipline.value for discipline in draft.disciplines],
            "dedication": draft.dedication,
        }

    def given(self) -> dict[str, Any]:
        """The answers of this step that can be understood, by their names in `GivenAnswers`."""
        return {
            "engagement": known(Engagement, self.engagement.data),
            "position": known(Position, self.position.data),
            "disciplines": known_disciplines(self.disciplines.data),
        }

    def profession(self) -> Profession:
        """What was answered."""
        return Profession(
            function_title=self.function_title.data or "",
            dedication=self.dedication.data or "",
            **self.given(),
        )


def check_address(form: Any, field: StringField) -> None:
    """Complains of what is no e-mail address."""
    if normalise_address(field.data or "") is None:
        raise ValidationError(_l("Dit is geen e-mailadres. Een e-mailadres ziet eruit als naam@gemeente.nl."))


def address_in(field: StringField | None) -> str:
    """The address as we keep it; empty when there is none."""
    return normalise_address(field.data or "") or "" if field is not None else ""


class EmailForm(Form):
    """Where to mail the link by which someone goes on later."""

    email = StringField(
        _l("Je e-mailadres"),
        description=_l("De link werkt 30 dagen, tot je de aanvraag verstuurt."),
        validators=[InputRequired(_l("Vul je e-mailadres in.")), check_address],
    )

    @property
    def address(self) -> str:
        """The address as we keep it."""
        return address_in(self.email)


class PersonForm(StepForm):
    """Step 3: about you."""

    name = StringField(
        _l("Je naam"), validators=[InputRequired(_l("Vul je naam in."))], filters=[lambda text: clean_name(text or "")]
    )
    email = StringField(
        _l("Je e-mailadres"),
        description=_l(
            "Liefst je werkadres: dan zien we meteen dat het bij je organisatie past. "
            "Je bevestigt het straks met een link."
        ),
        validators=[InputRequired(_l("Vul je e-mailadres in.")), check_address],
    )
    motivation = TextAreaField(
        _l("Waarom wil je lid worden?"),
        description=_l("Een paar zinnen zijn genoeg. Alleen de ballotage leest dit."),
        validators=[
            InputRequired(_l("Vertel in een paar zinnen waarom je lid wilt worden.")),
            Length(max=LONGEST_STORY, message=TOO_LONG),
        ],
    )
    findable = RadioField(
        _l("Mogen andere leden je vinden?"),
        choices=[
            SelectChoice(YES, _l("Ja, andere leden mogen me vinden")),
            SelectChoice(NO, _l("Nee, houd mijn gegevens verborgen")),
        ],
        description=_l(
            "Na ja zien andere leden je naam, functie, organisatie en vakgebieden. Na nee ziet niemand iets, en werkt "
            "alles verder gewoon. Je kunt het later altijd veranderen."
        ),
        validators=[InputRequired(_l("Kies of andere leden je mogen vinden."))],
    )

    def validate_name(self, field: StringField) -> None:
        for refusal in refusals_for_name(field.data or ""):
            raise ValidationError(sentence(refusal))

    @staticmethod
    def data_of(draft: Application) -> dict[str, Any]:
        """What was answered before."""
        return {
            "name": draft.name,
            "email": draft.email,
            "motivation": draft.motivation,
            "findable": word_of(draft.wants_to_be_found),
        }

    def person(self) -> Person:
        """What was answered."""
        return Person(
            name=self.name.data or "",
            email=address_in(self.email),
            motivation=self.motivation.data or "",
            wants_to_be_found=yes(self.findable.data),
        )


class SubmissionForm(FormWithFiles):
    """Step 4: send it, with files."""

    files = MultipleFileField(_l("Stuur bestanden mee"))


class SignedInPersonForm(PersonForm):
    """Step 3 for who is signed in: the address is proven already."""

    email = None  # type: ignore[assignment]
