"""Which words does the waiting list use?"""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from okprofs.events.rules.waiting import Chance, EndReason, WaitingRefusal, WaitingState

REFUSALS: Mapping[str, LazyString] = {
    WaitingRefusal.WAITS_ALREADY: _l("Met dit e-mailadres staat al iemand op de wachtlijst."),
    WaitingRefusal.OFFER_OVER: _l("Dit aanbod geldt niet meer."),
    WaitingRefusal.NOT_WAITING: _l("Deze plaats op de wachtlijst is er niet meer."),
    WaitingRefusal.NOT_CONFIRMED: _l("Deze persoon heeft nog niet per mail bevestigd dat die wacht."),
    WaitingRefusal.PLACE_IS_FREE: _l("Er is nu plaats. Je hoeft niet te wachten: ruil meteen."),
    WaitingRefusal.WAITING_NOT_PROVEN: _l(
        "Open de persoonlijke link in de mail over de wachtlijst. Dan weten we zeker dat jij het bent."
    ),
}

STATES: Mapping[WaitingState, LazyString] = {
    WaitingState.WAITING: _l("Wacht"),
    WaitingState.OFFERED: _l("Heeft een aanbod"),
    WaitingState.TAKEN: _l("Heeft een plaats"),
    WaitingState.LAPSED: _l("Aanbod verlopen"),
    WaitingState.LEFT: _l("Van de lijst af"),
    WaitingState.ENDED: _l("Gestopt"),
}

ENDINGS: Mapping[str, LazyString] = {
    EndReason.CLOSED: _l("De aanmelding is gesloten en er kwam helaas geen plaats meer vrij."),
    EndReason.EVENT_CANCELLED: _l("Deze bijeenkomst gaat niet door."),
    EndReason.HAS_PLACE: _l("Iemand voor wie je wachtte, is intussen al aangemeld."),
    EndReason.TICKET_GONE: _l("De aanmelding waar dit bij hoorde, is gewijzigd of afgezegd."),
    EndReason.NOT_ADMITTED: _l("Je was aan de beurt, maar mag dit deel nu niet bijwonen."),
}

CHANCES: Mapping[Chance, LazyString] = {
    Chance.GOOD: _l("De kans dat je een plaats krijgt, is groot."),
    Chance.FAIR: _l("De kans dat je een plaats krijgt, is redelijk."),
    Chance.SMALL: _l("De kans dat je een plaats krijgt, is klein."),
    Chance.VERY_SMALL: _l("De kans dat je een plaats krijgt, is heel klein."),
    Chance.UNKNOWN: _l("Hoe groot de kans is, weten we niet: daarvoor hielden we nog te weinig bijeenkomsten."),
}
