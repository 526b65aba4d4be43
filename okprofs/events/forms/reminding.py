"""The shape of when people are reminded of an event, and what they should know before they come."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import Optional

from okprofs.events.forms.organising import DetailsForm, _at_most, _number
from okprofs.events.models import ReminderPlan
from okprofs.events.rules.reminding import LONGEST_INSTRUCTIONS, MOST_DAYS
from okprofs.events.services.reminding import ReminderDetails


class RemindersForm(DetailsForm):
    first_days = _number(_l("Eerste herinnering, zoveel dagen vooraf"), most=MOST_DAYS)
    last_days = _number(_l("Laatste herinnering, zoveel dagen vooraf"), most=MOST_DAYS)
    instructions = TextAreaField(_l("Goed om te weten"), [Optional(), _at_most(LONGEST_INSTRUCTIONS)])

    @staticmethod
    def values_of(stored: ReminderPlan) -> dict[str, Any]:
        details = ReminderDetails.of(stored)
        return {"seen": details.state, **{name: getattr(details, name) for name in details.__dataclass_fields__}}

    def details(self) -> ReminderDetails:
        """What was filled in; only after it was found right."""
        return ReminderDetails(self.first_days.data, self.last_days.data, self.instructions.data or "")
