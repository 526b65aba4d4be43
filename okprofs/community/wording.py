"""What do we say when someone cannot come to sit in a group?"""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

REFUSALS: Mapping[str, LazyString] = {
    "group_ended": _l("Deze groep is gestopt. Er kan niemand meer bij."),
    "group_full": _l(
        "In een groep passen hoogstens %(most)s mensen. Haal er eerst iemand uit, of maak een tweede groep."
    ),
    "in_group_already": _l("Dit lid zit al in deze groep."),
    "group_member_unknown": _l(
        "Er is geen lid met dit lidnummer of e-mailadres dat in een groep kan zitten. Dat zijn vakleden en ereleden."
    ),
}
