"""The shape of "would I fit?"."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Form as PlainForm
from wtforms import RadioField
from wtforms.validators import Optional

from okprofs.membership import wording
from okprofs.membership.forms.answers import (
    NO,
    YES_NO,
    ChecklistField,
    choices_of,
    known,
    known_disciplines,
    word_of,
    yes,
)
from okprofs.membership.rules.eligibility import Appointment, Engagement
from okprofs.membership.rules.progress import GivenAnswers
from okprofs.people.rules.profession import Position
from okprofs.people.wording import DISCIPLINE_LABELS, POSITION_LABELS


class FitForm(PlainForm):
    """Would I fit? Asked by GET, so each question may be left open and nothing is kept."""

    government = RadioField(_l("Werk je bij de overheid?"), choices=YES_NO, validators=[Optional()])
    appointment = RadioField(
        _l("Hoe is je aanstelling?"), choices=choices_of(wording.APPOINTMENT_LABELS), validators=[Optional()]
    )
    engagement = RadioField(
        _l("Hoeveel van je tijd gaat naar kwaliteitsmanagement?"),
        choices=choices_of(wording.ENGAGEMENT_LABELS),
        validators=[Optional()],
    )
    position = RadioField(_l("Wat is je functie?"), choices=choices_of(POSITION_LABELS), validators=[Optional()])
    disciplines = ChecklistField(
        _l("Waar ben je mee bezig?"),
        choices=choices_of(DISCIPLINE_LABELS),
        description=_l("Kies alles wat past."),
        validators=[Optional()],
    )

    @property
    def is_answered(self) -> bool:
        """Whether any question was answered."""
        return self.given() != GivenAnswers()

    def open_questions(self) -> list[str]:
        """The questions that still have to be answered, as they are asked."""
        skips = self.government.data == NO
        return [
            str(field.label.text) for field in self if not field.data and not (field.name == "appointment" and skips)
        ]

    def carried(self) -> dict[str, Any]:
        """The answers, as an address carries them on to the application."""
        given = self.given()
        answers = {
            "government": word_of(given.works_for_government),
            "appointment": word_of(given.appointment),
            "engagement": word_of(given.engagement),
            "position": word_of(given.position),
            "disciplines": sorted(given.disciplines),
        }
        return {name: answer for name, answer in answers.items() if answer}

    def work_data(self) -> dict[str, Any]:
        """What of it belongs in the first step of the application."""
        return {"government": self.government.data, "appointment": self.appointment.data}

    def given(self) -> GivenAnswers:
        """The answers that can be understood; the others count as not given."""
        return GivenAnswers(
            works_for_government=yes(self.government.data),
            appointment=known(Appointment, self.appointment.data),
            engagement=known(Engagement, self.engagement.data),
            position=known(Position, self.position.data),
            disciplines=known_disciplines(self.disciplines.data),
        )
