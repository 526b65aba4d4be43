"""How do we call what happens at a door?"""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from okprofs.events.rules.doors import DoorRefusal, DoorStanding

REFUSALS: Mapping[str, LazyString] = {
    DoorRefusal.DOOR_CLOSED: _l("Deze deur is dicht. Maak een nieuwe deur."),
    DoorRefusal.NOT_EXPECTED: _l("Deze deelnemer heeft zich afgemeld."),
    DoorRefusal.TOO_MANY_DOORS: _l("Een bijeenkomst heeft ten hoogste %(most)s deuren."),
    DoorRefusal.DOOR_DAY_OVER: _l("Deze dag is voorbij."),
    DoorRefusal.NOT_AT_THE_DOOR: _l(
        "Deze deelnamevorm is voor leden en genodigden. Alleen de organisator kan hier iemand op zetten."
    ),
}

STANDINGS: Mapping[DoorStanding, tuple[LazyString, str]] = {
    DoorStanding.TOO_EARLY: (_l("Nog niet open"), "neutral"),
    DoorStanding.OPEN: (_l("Open"), "success"),
    DoorStanding.LATE: (_l("Geweest"), "neutral"),
    DoorStanding.OVER: (_l("Geweest"), "neutral"),
}
