"""The shape of the questions about what people thought."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, Optional

from okprofs.events.rules.feedback import GRADES, Answer, Question
from okprofs.events.wording_of_voices import GRADE_LABELS, QUESTION_LABELS
from okprofs.kernel.forms import Form

_TOO_LONG = _l("Gebruik ten hoogste %(max)d tekens.")


def _grade(question: Question) -> Any:
    labels = GRADE_LABELS[question]
    return RadioField(
        QUESTION_LABELS[question],
        [InputRequired(_l("Kies een antwoord."))],
        choices=[SelectChoice(str(grade), labels[grade]) for grade in GRADES],
    )


class FeedbackForm(Form):
    overall = _grade(Question.OVERALL)
    programme = _grade(Question.PROGRAMME)
    organisation = _grade(Question.ORGANISATION)
    recommend = _grade(Question.RECOMMEND)
    best = TextAreaField(_l("Wat neem je mee naar je werk?"), [Optional(), Length(max=1000, message=_TOO_LONG)])
    better = TextAreaField(_l("Wat kan de volgende keer beter?"), [Optional(), Length(max=1000, message=_TOO_LONG)])

    @property
    def given(self) -> Answer:
        """The answer; only after it was found right."""
        grades = {question: int(self[question.value].data) for question in Question}
        return Answer(grades, best=self.best.data or "", better=self.better.data or "")
