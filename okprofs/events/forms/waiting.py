"""The shape of letting someone go before the others on the waiting list."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from okprofs.kernel.forms import Form


class LetFirstForm(Form):
    reason = TextAreaField(
        _l("Waarom gaat deze persoon voor?"),
        [InputRequired(_l("Schrijf waarom deze persoon voorgaat.")), Length(max=300)],
        description=_l("Wie daardoor langer wacht, leest dit op de eigen pagina. Noem daarom geen namen."),
    )
