"""Which words do workshops and their division use? A sentence for every refusal."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from okprofs.events.rules.allocation import AllocationRefusal
from okprofs.events.rules.choosing import ChoiceRefusal, MoveRefusal, WorkshopRefusal
from okprofs.events.rules.places import CapacityEffect

REFUSALS: Mapping[str, LazyString] = {
    ChoiceRefusal.NO_WORKSHOPS: _l("Bij deze aanmelding horen geen workshops."),
    ChoiceRefusal.CHOOSING_CLOSED: _l("Je kunt geen workshops meer kiezen."),
    ChoiceRefusal.DIVISION_PUBLISHED: _l("De workshops zijn al ingedeeld. Je kunt niet meer kiezen."),
    ChoiceRefusal.CHOSEN_TWICE: _l("Kies elke workshop hoogstens één keer in een ronde."),
    ChoiceRefusal.TOO_MANY_CHOICES: _l("Kies hoogstens %(maximum)s workshops in een ronde."),
    ChoiceRefusal.WORKSHOP_GONE: _l("Een van de workshops die je koos is er niet meer. Kies opnieuw."),
    MoveRefusal.WORKSHOP_FULL: _l("“%(workshop)s” is vol. Geef die eerst meer plaatsen, of zet er iemand anders uit."),
    MoveRefusal.SAME_WORKSHOP_TWICE: _l("%(person)s zit in een andere ronde al bij “%(workshop)s”."),
    MoveRefusal.IS_HOST: _l("%(person)s begeleidt in deze ronde zelf een workshop, of begeleidt “%(workshop)s”."),
    MoveRefusal.TOO_MANY_COLLEAGUES: _l(
        "Bij “%(workshop)s” zitten al zoveel mensen van de organisatie van %(person)s als mag."
    ),
    WorkshopRefusal.ROUND_GONE: _l("Deze ronde staat niet meer in het programma. Kies een andere."),
    WorkshopRefusal.TOO_MANY_WORKSHOPS: _l("Een bijeenkomst heeft ten hoogste %(maximum)s workshops."),
    WorkshopRefusal.TOO_MANY_SPEAKERS: _l("Een bijeenkomst heeft ten hoogste %(maximum)s sprekers."),
    WorkshopRefusal.WORKSHOP_TITLE_TAKEN: _l("“%(title)s” is er in deze ronde al."),
    WorkshopRefusal.WORKSHOP_IN_USE: _l("Bij “%(title)s” zijn mensen ingedeeld. Zet hen eerst ergens anders."),
    WorkshopRefusal.SESSION_HAS_WORKSHOPS: _l("In “%(session)s” staan nog workshops. Verwijder die eerst."),
    WorkshopRefusal.CHOICES_CLOSE_AFTER_START: _l("Kiezen kan tot uiterlijk het begin van de bijeenkomst."),
    WorkshopRefusal.COMPOSED_MEANWHILE: _l(
        "Intussen is er iets veranderd: iemand anders deelde in, of een deelnemer koos nog. Er is niets bewaard. "
        "Hieronder staat hoe het nu is. Kijk even en doe het dan opnieuw."
    ),
    WorkshopRefusal.NOTHING_TO_DIVIDE: _l("Er is nog niemand om in te delen, of er zijn nog geen workshops."),
    WorkshopRefusal.NOT_COMPOSED: _l("Er is nog geen indeling om te publiceren."),
    WorkshopRefusal.NOTHING_NEW_TO_TELL: _l("Iedereen weet al waar die zit. Er is niets nieuws te vertellen."),
    WorkshopRefusal.NOT_PLACED_THERE: _l("Deze deelnemer doet niet mee in deze ronde, of die workshop is weg."),
    WorkshopRefusal.COMPOSING_FAILED: _l("Het indelen lukte niet. Er is niets veranderd. Probeer het nog een keer."),
    AllocationRefusal.HOSTS_TWO_AT_ONCE: _l(
        "%(person)s begeleidt in dezelfde ronde “%(workshop)s” en “%(other)s”. Dat kan niet samen."
    ),
    AllocationRefusal.LOCKED_WHILE_HOSTING: _l(
        "%(person)s staat vast bij “%(workshop)s”, maar begeleidt in die ronde “%(other)s”."
    ),
    AllocationRefusal.LOCKED_IN_SAME_WORKSHOP: _l("%(person)s staat twee keer vast bij “%(workshop)s”."),
    AllocationRefusal.LOCKED_OVER_CAPACITY: _l(
        "Bij “%(workshop)s” staan %(locked)s mensen vast, en er zijn %(capacity)s plaatsen."
    ),
    AllocationRefusal.LOCKED_OVER_ORGANISATION: _l(
        "Bij “%(workshop)s” staan %(locked)s mensen van %(organisation)s vast, en er mogen er %(maximum)s bij elkaar."
    ),
    AllocationRefusal.TOO_FEW_PLACES: _l("Met %(number)s plaatsen meer kan iedereen mee, bijvoorbeeld: %(which)s."),
    AllocationRefusal.TOO_MANY_OF_ONE_ORGANISATION: _l(
        "Of laat de grens per organisatie %(number)s keer los. Bijvoorbeeld: %(which)s."
    ),
    AllocationRefusal.ONLY_TWICE_THE_SAME: _l("Of laat iemand twee keer dezelfde workshop volgen: %(which)s."),
    AllocationRefusal.LOCKS_STAND_IN_THE_WAY: _l("Of maak los wie vaststaat: %(which)s."),
}

WORKSHOP_EFFECTS: Mapping[CapacityEffect, LazyString] = {
    CapacityEffect.MORE: _l(
        "Van %(before)s naar %(after)s plaatsen: %(taken)s bezet, %(left)s vrij. "
        "De vrije plaatsen worden gevuld als je opnieuw indeelt, of er zelf iemand in zet."
    ),
    CapacityEffect.FEWER: _l(
        "Van %(before)s naar %(after)s plaatsen: %(taken)s bezet, %(left)s vrij. "
        "Wie hier al is ingedeeld, houdt die plaats."
    ),
    CapacityEffect.FULL: _l(
        "Van %(before)s naar %(after)s plaatsen: dan is deze workshop vol. Wie hier al is ingedeeld, houdt die plaats. "
        "Een ander kan er alleen nog bij als iemand weggaat."
    ),
}
NOBODY_PLACED = _l(
    "Van %(before)s naar %(after)s plaatsen. Er is hier nog niemand ingedeeld: bij het indelen geldt het nieuwe aantal."
)
