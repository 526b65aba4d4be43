"""The shape of what a member tells about their year, their leaving and their card, and of what the office decides."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField, SubmitField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, Optional, StopValidation

from okprofs.kernel.forms import Form
from okprofs.membership import wording
from okprofs.membership.forms.answers import (
    LONGEST_STORY,
    TOO_LONG,
    ChecklistField,
    choices_of,
    known,
    known_disciplines,
    word_of,
)
from okprofs.membership.models import MembershipStatus
from okprofs.membership.queries.memberships import SoughtMembers
from okprofs.membership.rules.categories import GIVEN_BY_OFFICE, Category
from okprofs.membership.rules.eligibility import Answers, Appointment, Engagement
from okprofs.membership.services.year import Change
from okprofs.people.models import Profile
from okprofs.people.rules.profession import Position
from okprofs.people.wording import DISCIPLINE_LABELS, POSITION_LABELS

AT_ONCE, AT_YEAR_END = "nu", "jaareinde"
IN_GRACE = "wacht"


def _in_government(message: Any) -> Any:
    """Who no longer works for government need not answer the rest."""

    def check(form: Any, field: Any) -> None:
        if field.raw_data and field.raw_data[0]:
            return
        field.errors = []
        if form.appointment.data == Appointment.NONE.value:
            raise StopValidation
        raise StopValidation(message)

    return check


class ChangeForm(Form):
    """Three questions for who has another employer or function."""

    appointment = RadioField(
        _l("Werk je bij de overheid?"),
        choices=[
            SelectChoice(Appointment.PERMANENT.value, _l("Ja, vast")),
            SelectChoice(Appointment.TEMPORARY.value, _l("Ja, tijdelijk")),
            SelectChoice(Appointment.NONE.value, _l("Nee, niet meer")),
        ],
        description=_l("Na nee word je alumnus. Kom je later terug, dan word je met dezelfde drie vragen weer vaklid."),
        validators=[InputRequired(_l("Kies of je bij de overheid werkt."))],
    )
    organisation = StringField(
        _l("Bij welke organisatie werk je?"),
        validators=[Optional(), Length(2, 200, _l("Vul een naam van 2 tot 200 tekens in."))],
    )
    function_title = StringField(
        _l("Hoe heet je functie precies?"),
        validators=[Optional(), Length(2, 100, _l("Vul een naam van 2 tot 100 tekens in."))],
    )
    position = RadioField(
        _l("Wat is je functie?"),
        choices=choices_of(POSITION_LABELS),
        validators=[_in_government(_l("Kies je functie."))],
    )
    disciplines = ChecklistField(
        _l("Waar ben je mee bezig?"),
        choices=choices_of(DISCIPLINE_LABELS),
        description=_l("Kies alles wat past."),
        validators=[Optional()],
    )
    engagement = RadioField(
        _l("Hoeveel van je tijd gaat naar kwaliteitsmanagement?"),
        choices=choices_of(wording.ENGAGEMENT_LABELS),
        validators=[_in_government(_l("Kies hoeveel van je tijd naar kwaliteitsmanagement gaat."))],
    )
    explanation = TextAreaField(
        _l("Wil je er iets bij vertellen?"),
        description=_l("Moet iemand van de ballotage ernaar kijken, dan leest die dit."),
        validators=[Length(max=LONGEST_STORY, message=TOO_LONG)],
    )

    @staticmethod
    def filled_from(profile: Profile) -> dict[str, Any]:
        """What we know already."""
        return {
            "organisation": profile.organisation.name if profile.organisation else "",
            "function_title": profile.function_title,
            "position": word_of(profile.position),
            "disciplines": [discipline.value for discipline in profile.disciplines],
        }

    def change(self) -> Change:
        """What was answered."""
        appointment = Appointment(self.appointment.data)
        answers = Answers(
            works_for_government=appointment is not Appointment.NONE,
            appointment=appointment,
            engagement=known(Engagement, self.engagement.data) or Engagement.NONE,
            position=known(Position, self.position.data) or Position.OTHER,
            disciplines=known_disciplines(self.disciplines.data),
        )
        return Change(
            answers=answers,
            organisation_name=self.organisation.data or "",
            function_title=self.function_title.data or "",
            explanation=self.explanation.data or "",
        )


class LeavingForm(Form):
    """When someone leaves."""

    when = RadioField(_l("Wanneer wil je stoppen?"), validators=[InputRequired(_l("Kies wanneer je wilt stoppen."))])

    @property
    def is_at_once(self) -> bool:
        return bool(self.when.data == AT_ONCE)


class CardForm(Form):
    """Whether the card tells who its holder is."""

    shows_name = BooleanField(_l("Wie de code leest, mag mijn naam zien"))
    renew = SubmitField(_l("Maak een nieuwe code"))
    take = SubmitField(_l("Trek de kaart in"))


class CategoryForm(Form):
    """Which kind of member someone is to be."""

    category = RadioField(
        _l("Soort lid"),
        choices=[SelectChoice(kind.value, wording.CATEGORY_LABELS[kind]) for kind in GIVEN_BY_OFFICE],
        validators=[InputRequired(_l("Kies een soort."))],
    )

    def offer(self, kinds: Iterable[Category]) -> None:
        """Show these; whatever else is sent is refused in words."""
        self.category.choices = [SelectChoice(kind.value, wording.CATEGORY_LABELS[kind]) for kind in kinds]

    @property
    def chosen(self) -> Category:
        return Category(self.category.data)


class ColleagueForm(Form):
    """Why one decides on someone of one's own organisation."""

    reason = TextAreaField(
        _l("Waarom beslis jij hierover?"),
        description=_l("Bijvoorbeeld: er is niemand anders die het kan. Je collega’s van de ballotage zien dit."),
        validators=[
            InputRequired(_l("Schrijf op waarom jij hierover beslist.")),
            Length(max=LONGEST_STORY, message=TOO_LONG),
        ],
    )


class EndingForm(Form):
    """Why a membership is ended."""

    reason = TextAreaField(
        _l("De reden, in je eigen woorden"),
        description=_l("Het lid leest dit meteen in de mail. Je kunt het niet terugdraaien."),
        validators=[
            InputRequired(_l("Schrijf op waarom je het lidmaatschap beëindigt.")),
            Length(max=LONGEST_STORY, message=TOO_LONG),
        ],
    )


class SearchForm(PlainForm):
    """Which members the office looks for; it asks, so it has no token and no key. What is no choice does not matter."""

    q = StringField(_l("Naam of lidnummer"), validators=[Length(max=100)])
    soort = SelectField(
        _l("Soort lid"),
        choices=[SelectChoice("", _l("Alle soorten")), *choices_of(wording.CATEGORY_LABELS)],
        validate_choice=False,
    )
    stand = SelectField(
        _l("Stand"),
        choices=[
            SelectChoice("", _l("Alle standen")),
            *choices_of(wording.MEMBERSHIP_LABELS),
            SelectChoice(IN_GRACE, _l("Wacht op bevestiging")),
        ],
        validate_choice=False,
    )

    @property
    def sought(self) -> SoughtMembers:
        """What is asked."""
        return SoughtMembers(
            text=(self.q.data or "")[:100],
            status=known(MembershipStatus, self.stand.data),
            category=known(Category, self.soort.data),
            in_grace=self.stand.data == IN_GRACE,
        )
