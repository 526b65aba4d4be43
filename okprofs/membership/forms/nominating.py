"""The shape of putting a colleague forward, and of what the colleague answers."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField, SubmitField, TextAreaField
from wtforms.validators import InputRequired, Length

from okprofs.kernel.forms import Form
from okprofs.membership.forms.answers import TOO_LONG
from okprofs.membership.forms.steps import address_in, check_address

LONGEST_WORDS = 1500


class NominationForm(Form):
    """Whom, and why."""

    address = StringField(
        _l("E-mailadres van je collega"),
        description=_l("Liefst het werkadres. Je collega krijgt één mail, met jouw naam en een link."),
        validators=[InputRequired(_l("Vul het e-mailadres van je collega in.")), check_address],
    )
    words = TextAreaField(
        _l("Waarom past deze collega bij OK-Profs?"),
        description=_l(
            "Vertel wat je zelf zag: welk werk, hoe lang, wat het opleverde. De ballotage leest dit, je collega krijgt "
            "het niet in de mail. Vraagt je collega ons erom, dan laten we het lezen."
        ),
        validators=[
            InputRequired(_l("Schrijf in een paar zinnen waarom je collega past.")),
            Length(max=LONGEST_WORDS, message=TOO_LONG),
        ],
    )

    @property
    def colleague(self) -> str:
        """The address as we keep it."""
        return address_in(self.address)


class NominatedForm(Form):
    """Begin, or rather not."""

    decline = SubmitField(_l("Liever niet"))
