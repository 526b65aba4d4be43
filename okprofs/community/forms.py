"""What does an organiser fill in about a group?"""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, Optional

from okprofs.kernel.forms import LEFT_OPEN, Form
from okprofs.people.rules.profession import Discipline
from okprofs.people.wording import DISCIPLINE_LABELS


class GroupForm(Form):
    title = StringField(
        _l("Naam van de groep"),
        [
            InputRequired(_l("Geef de groep een naam.")),
            Length(max=100, message=_l("Houd de naam korter dan 100 tekens.")),
        ],
    )
    question = TextAreaField(
        _l("De vraag waar het om gaat"), [Optional(), Length(max=500, message=_l("Houd het bij 500 tekens."))]
    )
    discipline = SelectField(
        _l("Vakgebied"),
        [LEFT_OPEN],
        choices=[
            SelectChoice("", _l("Geen bepaald vakgebied")),
            *(SelectChoice(item.value, DISCIPLINE_LABELS[item]) for item in Discipline),
        ],
    )


class MemberForm(Form):
    who = StringField(
        _l("Lidnummer of e-mailadres"),
        [InputRequired(_l("Vul een lidnummer of een e-mailadres in.")), Length(max=254)],
    )
