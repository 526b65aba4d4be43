"""How do we call a deed, and what it was done to? A code without words is shown as it is."""

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

ACTIONS: dict[str, LazyString] = {
    # people
    "signed_in": _("logde in"),
    "sign_in_failed": _("kwam niet binnen"),
    "signed_out": _("logde uit"),
    "session_ended": _("beëindigde een sessie"),
    "sessions_ended": _("beëindigde alle sessies"),
    "account_made": _("maakte een account"),
    "account_blocked": _("blokkeerde een account"),
    "account_unblocked": _("hief een blokkade op"),
    "account_looked_up": _("zocht een account op"),
    "link_asked": _("vroeg een link per mail"),
    "password_changed": _("wijzigde het wachtwoord"),
    "address_change_asked": _("vroeg een ander e-mailadres aan"),
    "address_changed": _("wijzigde het e-mailadres"),
    "profile_changed": _("wijzigde het profiel"),
    "findable_chosen": _("koos of anderen iemand vinden"),
    "appointed": _("gaf een rol"),
    "dismissed": _("nam een rol af"),
    # membership
    "application_begun": _("begon een aanvraag"),
    "application_resumed": _("ging verder met een aanvraag"),
    "application_edited": _("wijzigde een aanvraag"),
    "application_kept": _("bewaarde een aanvraag"),
    "application_sent": _("stuurde een aanvraag op"),
    "application_submitted": _("diende een aanvraag in"),
    "application_discarded": _("gooide een aanvraag weg"),
    "application_withdrawn": _("trok een aanvraag in"),
    "application_question_asked": _("stelde een vraag over een aanvraag"),
    "application_question_answered": _("beantwoordde een vraag over een aanvraag"),
    "application_admitted": _("liet iemand toe"),
    "application_rejected": _("wees een aanvraag af"),
    "membership_begun": _("begon een lidmaatschap"),
    "membership_suspended": _("schortte een lidmaatschap op"),
    "membership_ended": _("beëindigde een lidmaatschap"),
    # events
    "event_created": _("maakte een bijeenkomst"),
    "event_edited": _("wijzigde een bijeenkomst"),
    "event_published": _("publiceerde een bijeenkomst"),
    "event_cancelled": _("zegde een bijeenkomst af"),
    "programme_session_added": _("zette een onderdeel in een programma"),
    "programme_session_edited": _("wijzigde een onderdeel van een programma"),
    "programme_session_removed": _("haalde een onderdeel uit een programma"),
    "ticket_type_added": _("voegde een deelnamevorm toe"),
    "ticket_type_edited": _("wijzigde een deelnamevorm"),
    "ticket_type_removed": _("verwijderde een deelnamevorm"),
    "invitation_sent": _("nodigde iemand uit"),
    "invitation_used": _("gebruikte een uitnodiging"),
    "invitation_revoked": _("trok een uitnodiging in"),
    "order_made": _("deed een aanmelding"),
    "order_cancelled": _("annuleerde een aanmelding"),
    "order_made_by_hand": _("zette zelf iemand op de deelnemerslijst"),
    "confirmation_sent_again": _("stuurde een bevestiging opnieuw"),
    "dietary_names_shown": _("bekeek de eetwensen met namen"),
    "registration_changed": _("wijzigde een deelnemer"),
    "registration_cancelled": _("meldde een deelnemer af"),
    "registrations_exported": _("exporteerde de deelnemers"),
    # organisations
    "organisation_created": _("voegde een organisatie toe"),
    "organisation_edited": _("wijzigde een organisatie"),
    "organisation_flagged": _("noemde een onbekende organisatie"),
    "organisation_confirmed": _("bevestigde een organisatie"),
    "organisation_merged": _("voegde organisaties samen"),
    "organisation_followed_register": _("nam een organisatie over uit het register"),
    # mail
    "letter_sent_again": _("stuurde een mail opnieuw"),
    "letter_counted_as_sent": _("telde een mail als verstuurd"),
}

SUBJECTS: dict[str, LazyString] = {
    "accounts": _("account"),
    "applications": _("aanvraag"),
    "memberships": _("lidmaatschap"),
    "events": _("bijeenkomst"),
    "invitations": _("uitnodiging"),
    "orders": _("aanmelding"),
    "registrations": _("deelnemer"),
    "organisations": _("organisatie"),
    "letters": _("mail"),
    "sign_in_sessions": _("sessie"),
}

DETAILS: dict[str, LazyString] = {
    "attendees": _("deelnemers"),
    "columns": _("wat"),
    "event": _("bijeenkomst"),
    "fields": _("wat"),
    "filtered": _("met filter"),
    "format": _("soort bestand"),
    "into": _("samen met"),
    "item": _("onderdeel"),
    "kind": _("soort"),
    "membership": _("lidmaatschap"),
    "number": _("lidnummer"),
    "office": _("rol"),
    "order": _("aanmelding"),
    "outcome": _("toetsing"),
    "person_changed": _("andere persoon"),
    "reason_code": _("reden"),
    "registration": _("deelnemer"),
    "step": _("stap"),
    "told": _("bericht gestuurd"),
    "tries": _("pogingen"),
    "vouch": _("ingestaan als"),
}

# What a detail may hold, as far as it is not plain to everyone.
VALUES: dict[object, LazyString] = {
    True: _("ja"),
    False: _("nee"),
    "reviewer": _("ballotage"),
    "organiser": _("organisator"),
    "treasurer": _("penningmeester"),
    "moderator": _("moderator"),
    "administrator": _("beheerder"),
    "sign_in": _("inloggen"),
    "password_reset": _("nieuw wachtwoord"),
    "person": _("over jou"),
    "work": _("je werk"),
    "profession": _("je vak"),
    "eligible": _("voldoet"),
    "needs_judgement": _("vraagt een oordeel"),
    "not_eligible": _("voldoet niet"),
}


def action_label(code: str) -> str:
    """The deed in words, or its code."""
    return str(ACTIONS.get(code, code))


def subject_label(kind: str) -> str:
    """What kind of thing it was done to, in a word, or the name of its table."""
    return str(SUBJECTS.get(kind, kind))


def details_in_words(details: Mapping[str, Any]) -> str:
    """The particulars of a deed in one line; a name or value without words as it is."""
    shown = [(name, value) for name, value in details.items() if value is not None and value != ""]
    return " · ".join(f"{DETAILS.get(name, name)}: {_value(value)}" for name, value in shown)


def _value(value: Any) -> str:
    # A number is no yes or no, though Python holds 1 and True for the same.
    return str(value) if type(value) is int else str(VALUES.get(value, value))
