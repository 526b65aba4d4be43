"""The shape of an objection, and of what is decided on it."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from okprofs.kernel.forms import Form
from okprofs.membership.forms.answers import LONGEST_STORY, TOO_LONG, choices_of
from okprofs.membership.forms.review import DecisionForm
from okprofs.membership.wording import RULING_LABELS


class ObjectionForm(Form):
    """Why the applicant does not agree."""

    objection = TextAreaField(
        _l("Waarom ben je het er niet mee eens?"),
        description=_l("Wat klopt er niet, of wat weten we nog niet van je werk? Dit kan één keer."),
        validators=[
            InputRequired(_l("Schrijf op waarom je het er niet mee eens bent.")),
            Length(max=LONGEST_STORY, message=TOO_LONG),
        ],
    )


class VerdictForm(DecisionForm):
    """What is decided on an objection, with a reason."""

    verdict = RadioField(
        _l("Wat beslis je op het bezwaar?"),
        choices=choices_of(RULING_LABELS),
        validators=[InputRequired(_l("Kies wat je beslist."))],
    )
    reason = TextAreaField(
        _l("De reden, in je eigen woorden"),
        description=_l("De aanvrager leest dit meteen in de mail. Je kunt het niet terugdraaien."),
        validators=[
            InputRequired(_l("Schrijf op waarom je zo beslist.")),
            Length(max=LONGEST_STORY, message=TOO_LONG),
        ],
    )
