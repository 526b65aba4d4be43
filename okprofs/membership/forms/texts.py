"""The shape of a text that the office writes."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SubmitField, TextAreaField
from wtforms.validators import InputRequired, Length

from okprofs.kernel.forms import Form
from okprofs.membership.forms.answers import LONGEST_STORY, TOO_LONG


class TextForm(Form):
    """A text, and the number of the version that stood on the screen."""

    body = TextAreaField(
        _l("Tekst"),
        validators=[InputRequired(_l("Schrijf een tekst.")), Length(max=LONGEST_STORY, message=TOO_LONG)],
    )
    number = HiddenField()
    look = SubmitField(_l("Bekijk hoe het leest"))

    @property
    def texts(self) -> tuple[str, str]:
        """What was typed: the text, and of a rejection what would change it."""
        return self.body.data or "", (self["change"].data or "") if "change" in self else ""

    @property
    def seen_number(self) -> int:
        """The number posted along; -1, which never stands, when it is none."""
        text = self.number.data or ""
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1


class RejectionTextForm(TextForm):
    """The same for a rejection, which also says what would change it."""

    change = TextAreaField(
        _l("Wat kan dit veranderen?"),
        validators=[
            InputRequired(_l("Schrijf op wat dit besluit kan veranderen.")),
            Length(max=LONGEST_STORY, message=TOO_LONG),
        ],
    )
