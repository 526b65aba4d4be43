"""The shape of a message, of a report, and of what is decided on one."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, Optional

from okprofs.kernel.forms import Form
from okprofs.messages.rules.replies import LONGEST_MESSAGE
from okprofs.messages.wording import REASON_LABELS, VERDICT_LABELS


def _choices(labels: Mapping[Any, Any]) -> list[SelectChoice]:
    return [SelectChoice(value.value, label) for value, label in labels.items()]


class MessageForm(Form):
    text = TextAreaField(
        _l("Je bericht"),
        [
            InputRequired(_l("Schrijf eerst je bericht.")),
            Length(max=LONGEST_MESSAGE, message=_l("Houd je bericht korter dan 5.000 tekens.")),
        ],
    )


class ReportForm(Form):
    reason = RadioField(
        _l("Wat is er met dit bericht?"), [InputRequired(_l("Kies wat er is."))], choices=_choices(REASON_LABELS)
    )
    note = TextAreaField(
        _l("Wil je er iets bij zeggen?"), [Optional(), Length(max=500, message=_l("Houd het bij 500 tekens."))]
    )


class VerdictForm(Form):
    verdict = RadioField(
        _l("Wat doe je met deze melding?"), [InputRequired(_l("Kies wat je doet."))], choices=_choices(VERDICT_LABELS)
    )
