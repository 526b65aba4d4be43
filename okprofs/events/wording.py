"""Which words do events use? A sentence for every refusal, what to do about it, and a label for every value.

`SENTENCES` is what the kernel learns; moments among a refusal's facts are for the page, which knows how to write them.
"""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from okprofs.events.rules.admission import AdmissionRefusal, Audience, Ground, WayOut
from okprofs.events.rules.cancellation import ChangeRefusal
from okprofs.events.rules.pricing import PriceReason
from okprofs.events.rules.programme import ProgrammeRefusal
from okprofs.events.rules.standing import Standing

SENTENCES: Mapping[str, LazyString] = {
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

PRICE_LABELS: Mapping[PriceReason, LazyString] = {
    PriceReason.FREE: _l("Gratis"),
    PriceReason.ORDINARY: _l("Gewone prijs"),
    PriceReason.MEMBER: _l("Prijs voor leden"),
}


STANDING_LABELS: Mapping[Standing, tuple[LazyString, str]] = {
    Standing.DRAFT: (_l("Concept"), "warning"),
    Standing.CANCELLED: (_l("Gaat niet door"), "danger"),
    Standing.STARTED: (_l("Begonnen"), "neutral"),
    Standing.NOT_OPEN: (_l("Aanmelden kan later"), "neutral"),
    Standing.CLOSED: (_l("Aanmelding gesloten"), "neutral"),
    Standing.FULL: (_l("Vol"), "warning"),
}


def standing_label(standing: Standing) -> tuple[LazyString, str] | None:
    """How it stands with signing up, and in which tone; None where there is nothing to tell."""
    return STANDING_LABELS.get(standing)


def what_to_do(way: WayOut) -> LazyString:
    """A way out, as the words of a link or a button."""
    return WAYS_OUT_LABELS[way]


def audience_label(audience: Audience) -> LazyString:
    """For whom a ticket type or a session is."""
    return AUDIENCE_LABELS[audience]


def ground_sentence(ground: Ground) -> LazyString:
    """Why someone may take part, said to them."""
    return GROUND_SENTENCES[ground]


def price_label(reason: PriceReason) -> LazyString:
    """Why this is the price."""
    return PRICE_LABELS[reason]
