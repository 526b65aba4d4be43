"""Which words does the organiser's half of events use?"""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from okprofs.events.models import EventStatus, SessionKind
from okprofs.events.rules.publication import EditRefusal, PublicationRefusal
from okprofs.events.rules.registering import HandRefusal, Vouch

SENTENCES: Mapping[str, LazyString] = {
    PublicationRefusal.ALREADY_PUBLISHED: _l("Deze bijeenkomst is al gepubliceerd."),
    PublicationRefusal.WAS_CANCELLED: _l("Deze bijeenkomst is afgelast en kan niet meer worden gepubliceerd."),
    PublicationRefusal.NOT_PUBLISHED_YET: _l("Deze bijeenkomst is nog niet gepubliceerd."),
    PublicationRefusal.IS_OVER: _l("Deze bijeenkomst is al geweest."),
    PublicationRefusal.STARTS_IN_THE_PAST: _l("De bijeenkomst is al begonnen of voorbij. Kies een datum die nog komt."),
    PublicationRefusal.PLACE_MISSING: _l("Vul in waar de bijeenkomst is."),
    PublicationRefusal.SUMMARY_MISSING: _l("Schrijf een samenvatting."),
    PublicationRefusal.PROGRAMME_MISSING: _l("Zet ten minste één onderdeel in het programma."),
    PublicationRefusal.TICKET_TYPE_MISSING: _l("Voeg ten minste één deelnamevorm toe."),
    PublicationRefusal.SIGN_UP_CLOSES_BEFORE_OPENING: _l("De aanmelding sluit voordat zij opengaat."),
    PublicationRefusal.SIGN_UP_CLOSES_AFTER_START: _l(
        "De aanmelding gaat open of sluit pas als de bijeenkomst al begonnen is."
    ),
    EditRefusal.CHANGED_MEANWHILE: _l(
        "Iemand anders heeft dit veranderd terwijl jij bezig was. Wat jij typte staat hier nog, en is niet bewaard. "
        "Sla opnieuw op als het zo moet worden."
    ),
    EditRefusal.SLUG_TAKEN: _l("Het adres “%(slug)s” is al van een andere bijeenkomst. Kies een ander adres."),
    EditRefusal.SLUG_MALFORMED: _l(
        "Gebruik in het adres alleen kleine letters, cijfers en streepjes, bijvoorbeeld lean-voor-de-top."
    ),
    EditRefusal.SLUG_IS_FIXED: _l(
        "Het adres ligt vast sinds de bijeenkomst is gepubliceerd: het staat in mail en agenda's."
    ),
    EditRefusal.CANCELLED_IS_FIXED: _l("Deze bijeenkomst is afgelast. Je kunt er niets meer aan veranderen."),
    EditRefusal.CAPACITY_BELOW_TAKEN: _l(
        "Er zijn al %(taken)s plaatsen bezet. Het aantal plaatsen kan daarom niet %(capacity)s worden."
    ),
    EditRefusal.TICKET_TYPE_IN_USE: _l(
        "Voor “%(title)s” heeft zich al iemand aangemeld. Je kunt die niet meer verwijderen."
    ),
    EditRefusal.LAST_TICKET_TYPE: _l("Een gepubliceerde bijeenkomst heeft ten minste één deelnamevorm."),
    EditRefusal.LAST_SESSION: _l("Een gepubliceerde bijeenkomst heeft ten minste één onderdeel in het programma."),
    EditRefusal.TOO_MANY_SESSIONS: _l("Een programma heeft ten hoogste %(maximum)s onderdelen."),
    EditRefusal.TOO_MANY_TICKET_TYPES: _l("Een bijeenkomst heeft ten hoogste %(maximum)s deelnamevormen."),
    HandRefusal.VOUCH_NEEDED: _l(
        "Deze deelnamevorm is voor leden en genodigden. Kies waarom deze persoon erbij hoort, of kies een andere vorm."
    ),
    EditRefusal.MEMBER_PRICE_NOT_LOWER: _l("De prijs voor leden is lager dan de gewone prijs, of blijft leeg."),
}

STATUS_LABELS: Mapping[EventStatus, LazyString] = {
    EventStatus.DRAFT: _l("Concept"),
    EventStatus.PUBLISHED: _l("Gepubliceerd"),
    EventStatus.CANCELLED: _l("Afgelast"),
}

STATUS_TONES: Mapping[EventStatus, str] = {
    EventStatus.DRAFT: "neutral",
    EventStatus.PUBLISHED: "success",
    EventStatus.CANCELLED: "danger",
}

SESSION_KIND_LABELS: Mapping[SessionKind, LazyString] = {
    SessionKind.PLENARY: _l("Plenair"),
    SessionKind.CASE: _l("Praktijkvoorbeeld"),
    SessionKind.BREAK: _l("Pauze, ontvangst of lunch"),
    SessionKind.WORKSHOP: _l("Workshop"),
}

VOUCH_LABELS: Mapping[Vouch, LazyString] = {
    Vouch.MEMBER: _l("Is lid: ik heb het nagegaan"),
    Vouch.SPEAKER: _l("Is spreker of begeleider"),
    Vouch.BOARD_GUEST: _l("Is gast van het bestuur"),
    Vouch.CREW: _l("Werkt mee aan de organisatie"),
}
