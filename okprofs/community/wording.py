"""What do we say when something cannot be in a group, and how long did it meet?"""

from collections.abc import Mapping

from flask_babel import LazyString, gettext, ngettext
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
    "not_in_group": _l("Je zit niet meer in deze groep."),
    "meeting_in_future": _l("Kies een dag die al geweest is, of vandaag."),
    "meeting_too_long_ago": _l("Kies een dag van het afgelopen jaar. Wat langer geleden is, telt niet meer mee."),
    "meeting_length": _l("Kies hoe lang jullie bezig waren: in kwartieren, en hoogstens 8 uur."),
    "meeting_too_few": _l("Een intervisie doe je met minstens twee mensen. Vink aan wie er nog meer bij was."),
    "meeting_day_taken": _l(
        "Van deze dag staat er al een intervisie van jullie groep. Was je erbij, zet je daar dan bij of verander hem."
    ),
    "meeting_changed_meanwhile": _l(
        "Iemand uit je groep heeft deze intervisie veranderd of weggehaald terwijl jij bezig was. "
        "Kijk bij je groep wat er nu staat."
    ),
}


def duration(minutes: int) -> str:
    """45 minuten · 1 uur · 2 uur en 15 minuten"""
    hours, rest = divmod(minutes, 60)
    said = ngettext("%(num)s uur", "%(num)s uur", hours), ngettext("%(num)s minuut", "%(num)s minuten", rest)
    if not rest:
        return str(said[0])
    return str(gettext("%(hours)s en %(minutes)s", hours=said[0], minutes=said[1]) if hours else said[1])
