"""Which words do events use? A sentence for every refusal, what to do about it, and a label for every value.

`REFUSALS` is what the kernel learns; moments among a refusal's facts are for the page, which knows how to write them.
"""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from okprofs.events.models import EventStatus, SessionKind
from okprofs.events.rules.admission import AdmissionRefusal, Audience, Ground, WayOut
from okprofs.events.rules.amounts import PaymentRefusal
from okprofs.events.rules.cancellation import ChangeRefusal
from okprofs.events.rules.pending import PendingRefusal
from okprofs.events.rules.programme import ProgrammeRefusal
from okprofs.events.rules.publication import EditRefusal, PublicationRefusal
from okprofs.events.rules.registering import ExportReason, HandRefusal, Vouch
from okprofs.events.rules.standing import Standing

REFUSALS: Mapping[str, LazyString] = {
    AdmissionRefusal.EVENT_NOT_PUBLISHED: _l("Je kunt je voor deze bijeenkomst nog niet aanmelden."),
    AdmissionRefusal.EVENT_CANCELLED: _l("Deze bijeenkomst gaat niet door."),
    AdmissionRefusal.EVENT_STARTED: _l("Deze bijeenkomst is al begonnen of voorbij."),
    AdmissionRefusal.SALES_NOT_OPEN: _l("De aanmelding is nog niet open."),
    AdmissionRefusal.SALES_CLOSED: _l("De aanmelding is gesloten."),
    AdmissionRefusal.SOLD_OUT: _l("Alle plaatsen zijn bezet."),
    AdmissionRefusal.NOT_ENOUGH_PLACES: _l(
        "Zoveel plaatsen zijn er niet meer. Er is nog plaats voor %(places_left)s, je vraagt er %(places_wanted)s."
    ),
    AdmissionRefusal.IDENTITY_NOT_PROVEN: _l(
        "Dit deel is besloten: alleen voor leden en genodigden. Log in, of open de persoonlijke link in je mail. "
        "Dan weten we zeker dat jij het bent."
    ),
    AdmissionRefusal.LINK_NOT_ADMITTED: _l(
        "Dit deel is besloten: alleen voor leden en genodigden. Met deze link zien we je niet als lid of genodigde. "
        "Ben je lid? Log dan in."
    ),
    AdmissionRefusal.NOT_MEMBER_NOR_INVITED: _l(
        "Dit deel is besloten: alleen voor leden en genodigden. Je bent op de dag van de bijeenkomst geen lid, en "
        "je hebt geen uitnodiging."
    ),
    AdmissionRefusal.APPLICATION_UNDER_REVIEW: _l(
        "Dit deel is besloten: alleen voor leden en genodigden. We bekijken je aanvraag om lid te worden nog."
    ),
    AdmissionRefusal.ATTENDEE_NOT_PROVEN: _l(
        "Dit deel is besloten. Een plaats daar kun je alleen voor jezelf nemen. "
        "Een collega die lid of genodigde is, meldt zichzelf aan."
    ),
    AdmissionRefusal.ATTENDEE_TWICE: _l("Deze deelnemer staat twee keer in je aanmelding."),
    AdmissionRefusal.ATTENDEE_ALREADY_REGISTERED: _l("Met dit e-mailadres is al iemand aangemeld."),
    AdmissionRefusal.ORDER_EMPTY: _l("Vul ten minste één deelnemer in."),
    AdmissionRefusal.ORDER_TOO_LARGE: _l(
        "Je kunt hoogstens %(maximum)s deelnemers tegelijk aanmelden. Maak voor de anderen een tweede aanmelding."
    ),
    AdmissionRefusal.TOO_FEW_TOGETHER: _l("Deze deelnamevorm kies je voor ten minste %(minimum)s deelnemers tegelijk."),
    AdmissionRefusal.TOO_MANY_TOGETHER: _l("Van deze deelnamevorm kun je er hoogstens %(maximum)s tegelijk kiezen."),
    "not_listed_any_more": _l("Deze deelnemer komt niet meer."),
    "ticket_type_gone": _l("Deze deelnamevorm bestaat niet meer. Kies een andere."),
    ChangeRefusal.CHANGE_NOT_PROVEN: _l(
        "Open de persoonlijke link in je mail, of log in. Dan weten we zeker dat jij het bent."
    ),
    ChangeRefusal.NOT_YOUR_REGISTRATION: _l("Deze aanmelding is niet van jou."),
    ChangeRefusal.REGISTRATION_CANCELLED: _l("Deze aanmelding is al afgezegd."),
    ChangeRefusal.CHANGE_DEADLINE_PASSED: _l(
        "Je kunt je aanmelding niet meer zelf wijzigen of afzeggen. Neem contact op met de organisator."
    ),
    ProgrammeRefusal.EVENT_ENDS_BEFORE_START: _l("De bijeenkomst eindigt niet na het begin."),
    ProgrammeRefusal.DOORS_OPEN_AFTER_START: _l("De zaal gaat pas open als de bijeenkomst al begonnen is."),
    ProgrammeRefusal.SESSION_ENDS_BEFORE_START: _l("“%(session)s” eindigt niet na het begin."),
    ProgrammeRefusal.SESSION_OUTSIDE_EVENT: _l("“%(session)s” valt buiten de tijd van de bijeenkomst."),
    ProgrammeRefusal.SESSION_OUT_OF_ORDER: _l("“%(session)s” staat na “%(other)s”, maar begint eerder."),
    ProgrammeRefusal.SESSIONS_OVERLAP: _l(
        "“%(session)s” en “%(other)s” zijn op hetzelfde moment. Alleen workshops kunnen naast elkaar lopen."
    ),
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
    PendingRefusal.NOT_UNDER_REVIEW: _l("Wachten kan alleen zolang we je aanvraag om lid te worden bekijken."),
    PendingRefusal.ASKED_ALREADY: _l("Je wacht hier al op."),
    PendingRefusal.NOT_BESIDE_THIS_TICKET: _l("Dit kun je niet vragen naast de deelnamevorm die je nu hebt."),
    PendingRefusal.NOTHING_WAITS: _l("Hier wacht niets meer van jou op een besluit."),
    PendingRefusal.TERMS_NOT_CLOSED: _l("Wachten is alleen nodig bij een besloten deelnamevorm."),
    PendingRefusal.TERMS_NOT_OPEN: _l("Wat intussen vaststaat, is een open deelnamevorm."),
    PaymentRefusal.AMOUNT_NOT_POSITIVE: _l("Vul een bedrag in van meer dan nul."),
    PaymentRefusal.AMOUNT_TOO_HIGH: _l("Vul een bedrag in van hoogstens € 10.000,00."),
    PaymentRefusal.MORE_THAN_OVERPAID: _l("Er is minder te veel betaald. Betaal niet meer terug dan dat."),
    EditRefusal.MEMBER_PRICE_NOT_LOWER: _l("De prijs voor leden is lager dan de gewone prijs, of blijft leeg."),
}

WAYS_OUT_LABELS: Mapping[WayOut, LazyString] = {
    WayOut.SIGN_IN: _l("Log in"),
    WayOut.APPLY: _l("Word lid"),
    WayOut.ASK_ORGANISER: _l("Vraag het de organisator"),
    WayOut.CHOOSE_OTHER_TICKET: _l("Kies een andere deelnamevorm"),
    WayOut.TAKE_FEWER_PLACES: _l("Meld minder deelnemers aan"),
    WayOut.LET_ATTENDEE_SIGN_UP: _l("Vraag je collega zich zelf aan te melden"),
    WayOut.CHANGE_ATTENDEES: _l("Pas de deelnemers aan"),
    WayOut.WAIT: _l("Wacht nog even"),
    WayOut.FIND_OTHER_EVENT: _l("Bekijk andere bijeenkomsten"),
}

AUDIENCE_LABELS: Mapping[Audience, LazyString] = {
    Audience.EVERYONE: _l("Voor iedereen"),
    Audience.PROFESSIONALS_AND_INVITEES: _l("Voor leden en genodigden"),
}

GROUND_SENTENCES: Mapping[Ground, LazyString] = {
    Ground.OPEN: _l("Voor iedereen."),
    Ground.MEMBER: _l("Jij mag erbij zijn, want je bent lid."),
    Ground.INVITED: _l("Jij mag erbij zijn, want je bent uitgenodigd."),
}

STANDING_LABELS: Mapping[Standing, tuple[LazyString, str]] = {
    Standing.DRAFT: (_l("Concept"), "warning"),
    Standing.CANCELLED: (_l("Gaat niet door"), "danger"),
    Standing.STARTED: (_l("Begonnen"), "neutral"),
    Standing.NOT_OPEN: (_l("Aanmelden kan later"), "neutral"),
    Standing.CLOSED: (_l("Aanmelding gesloten"), "neutral"),
    Standing.FULL: (_l("Vol"), "warning"),
}

EXPORT_REASON_LABELS: Mapping[ExportReason, LazyString] = {
    ExportReason.BADGES: _l("Badges of naamkaartjes maken"),
    ExportReason.DOOR: _l("Mensen ontvangen bij de deur"),
    ExportReason.VENUE: _l("De locatie of de catering vraagt erom"),
    ExportReason.INVOICES: _l("Facturen maken"),
    ExportReason.EVALUATION: _l("De bijeenkomst evalueren"),
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


def standing_label(standing: Standing) -> tuple[LazyString, str] | None:
    """How it stands with signing up, and in which tone; None where there is nothing to tell."""
    return STANDING_LABELS.get(standing)


def audience_label(audience: Audience) -> LazyString:
    """For whom a ticket type or a session is."""
    return AUDIENCE_LABELS[audience]


def ground_sentence(ground: Ground) -> LazyString:
    """Why someone may take part, said to them."""
    return GROUND_SENTENCES[ground]
