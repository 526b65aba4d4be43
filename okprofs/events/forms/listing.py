"""By whom does somebody let it be seen that they come?"""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from okprofs.events.rules.listing import Shown
from okprofs.kernel.forms import Form

FOR_ATTENDEES = _l("Andere deelnemers mogen mijn naam en organisatie zien")
FOR_FELLOWS = _l("Leden van mijn organisatie en mijn groepen mogen zien dat ik kom")


class ListingForm(Form):
    for_attendees = BooleanField(FOR_ATTENDEES)
    for_fellows = BooleanField(FOR_FELLOWS)

    def chosen(self) -> Shown:
        return Shown(bool(self.for_attendees.data), bool(self.for_fellows.data))
