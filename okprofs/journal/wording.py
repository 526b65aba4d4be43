"""How do we call a deed, and what it was done to? A code without words is shown as it is."""

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

ACTIONS: dict[str, LazyString] = {
    # people
    "signed_in": _l("logde in"),
    "sign_in_failed": _l("kwam niet binnen"),
    "signed_out": _l("logde uit"),
    "session_ended": _l("beëindigde een sessie"),
    "sessions_ended": _l("beëindigde alle sessies"),
    "account_made": _l("maakte een account"),
    "account_blocked": _l("blokkeerde een account"),
    "account_unblocked": _l("hief een blokkade op"),
    "account_looked_up": _l("zocht een account op"),
    "link_asked": _l("vroeg een link per mail"),
    "password_changed": _l("wijzigde het wachtwoord"),
    "address_change_asked": _l("vroeg een ander e-mailadres aan"),
    "address_changed": _l("wijzigde het e-mailadres"),
    "profile_changed": _l("wijzigde het profiel"),
    "findable_chosen": _l("koos of anderen iemand vinden"),
    "appointed": _l("gaf een rol"),
    "dismissed": _l("nam een rol af"),
    # directory
    "search_saved": _l("bewaarde een zoekopdracht"),
    "search_deleted": _l("verwijderde een zoekopdracht"),
    "search_mail_on": _l("zette de mail van een zoekopdracht aan"),
    "search_mail_off": _l("zette de mail van een zoekopdracht uit"),
    # membership
    "application_begun": _l("begon een aanvraag"),
    "colleague_nominated": _l("droeg een collega voor"),
    "nomination_declined": _l("wees een voordracht van de hand"),
    "application_nominated": _l("begon een aanvraag na een voordracht"),
    "application_opened_by_nominator": _l("opende een aanvraag van wie hij of zij voordroeg"),
    "application_resumed": _l("ging verder met een aanvraag"),
    "application_edited": _l("wijzigde een aanvraag"),
    "application_kept": _l("bewaarde een aanvraag"),
    "application_sent": _l("stuurde een aanvraag op"),
    "application_submitted": _l("diende een aanvraag in"),
    "application_discarded": _l("gooide een aanvraag weg"),
    "application_withdrawn": _l("trok een aanvraag in"),
    "application_question_asked": _l("stelde een vraag over een aanvraag"),
    "application_question_answered": _l("beantwoordde een vraag over een aanvraag"),
    "application_admitted": _l("liet iemand toe"),
    "application_taken": _l("pakte een aanvraag op"),
    "application_taken_over": _l("nam een aanvraag over"),
    "application_released": _l("liet een aanvraag los"),
    "application_note_added": _l("schreef een notitie bij een aanvraag"),
    "application_second_reader_asked": _l("vroeg om een tweede lezer"),
    "application_opened_by_colleague": _l("opende een aanvraag van de eigen organisatie"),
    "application_vote_cast": _l("gaf een oordeel over een aanvraag"),
    "office_text_written": _l("veranderde een tekst aan aanvragers"),
    "application_rejected": _l("wees een aanvraag af"),
    "application_merged": _l("voegde een aanvraag samen met wat er al was"),
    "application_merged_here": _l("voegde een tweede aanvraag hiermee samen"),
    "application_separated": _l("haalde samengevoegde aanvragen uit elkaar"),
    "application_separated_here": _l("haalde een tweede aanvraag hier weer vanaf"),
    "application_objected": _l("maakte bezwaar tegen een afwijzing"),
    "application_rejection_upheld": _l("liet een afwijzing staan na bezwaar"),
    "application_rejection_overturned": _l("liet iemand na bezwaar alsnog toe"),
    "application_answer_reminded": _l("herinnerde aan een vraag over een aanvraag"),
    "application_lapsed": _l("trok een aanvraag in waarop geen antwoord kwam"),
    "application_attachment_opened": _l("opende een bijlage bij een aanvraag"),
    "application_reassessed": _l("toetste een aanvraag opnieuw"),
    "membership_begun": _l("begon een lidmaatschap"),
    "membership_suspended": _l("schortte een lidmaatschap op"),
    "membership_ended": _l("beëindigde een lidmaatschap"),
    "membership_confirmation_asked": _l("vroeg een lidmaatschap te bevestigen"),
    "membership_confirmation_reminded": _l("herinnerde aan het bevestigen van een lidmaatschap"),
    "membership_confirmed": _l("bevestigde een lidmaatschap"),
    "membership_change_told": _l("vertelde dat het werk veranderde"),
    "membership_recheck_confirmed": _l("bevestigde een lidmaatschap na een blik"),
    "membership_category_changed": _l("veranderde de soort van een lidmaatschap"),
    "membership_left": _l("zegde een lidmaatschap op"),
    "membership_leaving_withdrawn": _l("nam een opzegging terug"),
    "membership_card_made": _l("maakte een lidmaatschapskaart"),
    "membership_card_changed": _l("wijzigde een lidmaatschapskaart"),
    "membership_card_taken": _l("trok een lidmaatschapskaart in"),
    # organisations as members
    "organisation_membership_begun": _l("liet een organisatie toe als lid"),
    "organisation_membership_changed": _l("veranderde het aantal plaatsen van een organisatie"),
    "organisation_membership_ending": _l("zette een einddatum aan het lidmaatschap van een organisatie"),
    "organisation_membership_ended": _l("beëindigde het lidmaatschap van een organisatie"),
    "contact_asked": _l("vroeg iemand als contactpersoon"),
    "contact_accepted": _l("werd contactpersoon"),
    "seat_offered": _l("bood een plaats aan"),
    "seat_offer_withdrawn": _l("trok het aanbod van een plaats in"),
    "seat_accepted": _l("nam een plaats aan"),
    "seat_ending": _l("zette een einddatum aan een plaats"),
    "seat_given_back": _l("gaf een plaats terug"),
    "seat_left": _l("maakte een plaats los van wie hem had"),
    "seats_confirmation_asked": _l("vroeg een contactpersoon de plaatsen te bevestigen"),
    "seats_confirmed": _l("bevestigde de lijst met plaatsen"),
    "network_list_taken_in": _l("las een lijst voor het netwerk in"),
    "network_list_checked": _l("keek een lijst voor het netwerk na"),
    "network_list_sent": _l("verstuurde uitnodigingen voor het netwerk"),
    "network_invitations_written": _l("zette de laatste uitnodigingen voor het netwerk klaar"),
    "network_list_withdrawn": _l("gooide een lijst voor het netwerk weg"),
    "network_list_forgotten": _l("wiste een lijst die niemand verstuurde"),
    "network_invitation_confirmed": _l("bevestigde een uitnodiging voor het netwerk"),
    "network_invitation_declined": _l("zei nee op een uitnodiging voor het netwerk"),
    # events
    "event_created": _l("maakte een bijeenkomst"),
    "event_edited": _l("wijzigde een bijeenkomst"),
    "event_published": _l("publiceerde een bijeenkomst"),
    "event_cancelled": _l("zegde een bijeenkomst af"),
    "programme_session_added": _l("zette een onderdeel in een programma"),
    "programme_session_edited": _l("wijzigde een onderdeel van een programma"),
    "programme_session_removed": _l("haalde een onderdeel uit een programma"),
    "ticket_type_added": _l("voegde een deelnamevorm toe"),
    "ticket_type_edited": _l("wijzigde een deelnamevorm"),
    "ticket_type_removed": _l("verwijderde een deelnamevorm"),
    "invitation_sent": _l("nodigde iemand uit"),
    "invitation_used": _l("gebruikte een uitnodiging"),
    "invitation_revoked": _l("trok een uitnodiging in"),
    "order_made": _l("deed een aanmelding"),
    "order_cancelled": _l("annuleerde een aanmelding"),
    "order_made_by_hand": _l("zette zelf iemand op de deelnemerslijst"),
    "confirmation_sent_again": _l("stuurde een bevestiging opnieuw"),
    "dietary_names_shown": _l("bekeek de dieetwensen met namen"),
    "registration_changed": _l("wijzigde een deelnemer"),
    "registration_cancelled": _l("meldde een deelnemer af"),
    "registrations_exported": _l("exporteerde de deelnemers"),
    # organisations
    "organisation_created": _l("voegde een organisatie toe"),
    "organisation_edited": _l("wijzigde een organisatie"),
    "organisation_flagged": _l("noemde een onbekende organisatie"),
    "organisation_confirmed": _l("bevestigde een organisatie"),
    "organisation_merged": _l("voegde organisaties samen"),
    "organisation_practice_written": _l("schreef over de praktijk van een organisatie"),
    "organisation_followed_register": _l("nam een organisatie over uit het register"),
    # messages
    "message_sent": _l("schreef een ander lid"),
    "correspondent_blocked": _l("blokkeerde een ander lid"),
    "correspondent_unblocked": _l("hief de blokkade van een ander lid op"),
    "message_reported": _l("meldde een bericht"),
    "message_report_opened": _l("las een gemeld bericht"),
    "message_report_settled": _l("handelde een melding af"),
    "writing_ended": _l("nam iemand het recht af om leden te schrijven"),
    "writing_returned": _l("gaf iemand het recht terug om leden te schrijven"),
    # mail
    "letter_sent_again": _l("stuurde een mail opnieuw"),
    "letter_counted_as_sent": _l("telde een mail als verstuurd"),
}

SUBJECTS: dict[str, LazyString] = {
    "accounts": _l("account"),
    "applications": _l("aanvraag"),
    "memberships": _l("lidmaatschap"),
    "network_imports": _l("lijst voor het netwerk"),
    "network_import_rows": _l("uitnodiging voor het netwerk"),
    "saved_searches": _l("zoekopdracht"),
    "nominations": _l("voordracht"),
    "organisation_memberships": _l("lidmaatschap van een organisatie"),
    "events": _l("bijeenkomst"),
    "invitations": _l("uitnodiging"),
    "orders": _l("aanmelding"),
    "registrations": _l("deelnemer"),
    "organisations": _l("organisatie"),
    "letters": _l("mail"),
    "message_reports": _l("melding"),
    "sign_in_sessions": _l("sessie"),
}

DETAILS: dict[str, LazyString] = {
    "attachment": _l("bijlage"),
    "attachments": _l("bijlagen"),
    "attendees": _l("deelnemers"),
    "before": _l("toetsing daarvoor"),
    "columns": _l("wat"),
    "event": _l("bijeenkomst"),
    "fields": _l("wat"),
    "filtered": _l("met filter"),
    "format": _l("soort bestand"),
    "holder": _l("van"),
    "into": _l("samen met"),
    "item": _l("onderdeel"),
    "kind": _l("soort"),
    "language": _l("taal"),
    "membership": _l("lidmaatschap"),
    "new": _l("nieuw"),
    "nomination": _l("voordracht"),
    "number": _l("lidnummer"),
    "office": _l("rol"),
    "old": _l("oud"),
    "order": _l("aanmelding"),
    "other": _l("andere aanvraag"),
    "outcome": _l("toetsing"),
    "person_changed": _l("andere persoon"),
    "reason_code": _l("reden"),
    "ready": _l("uit te nodigen"),
    "registration": _l("deelnemer"),
    "rows": _l("aantal"),
    "seat": _l("plaats"),
    "seats": _l("plaatsen"),
    "shows_name": _l("met naam"),
    "rule_set": _l("regels"),
    "step": _l("stap"),
    "text": _l("tekst"),
    "text_version": _l("versie"),
    "told": _l("bericht gestuurd"),
    "tries": _l("pogingen"),
    "verdict": _l("oordeel"),
    "vouch": _l("ingestaan als"),
    "warning": _l("hoeveelste herinnering"),
}

# What a detail may hold, as far as it is not plain to everyone.
VALUES: dict[object, LazyString] = {
    True: _l("ja"),
    False: _l("nee"),
    "reviewer": _l("ballotage"),
    "organiser": _l("organisator"),
    "treasurer": _l("penningmeester"),
    "moderator": _l("moderator"),
    "administrator": _l("beheerder"),
    "sign_in": _l("inloggen"),
    "password_reset": _l("nieuw wachtwoord"),
    "person": _l("over jou"),
    "work": _l("je werk"),
    "profession": _l("je vak"),
    "professional": _l("vaklid"),
    "network": _l("netwerklid"),
    "honorary": _l("erelid"),
    "alumnus": _l("alumnus"),
    "seat": _l("lid via een organisatie"),
    "badges": _l("badges of naamkaartjes"),
    "door": _l("ontvangst bij de deur"),
    "venue": _l("locatie of catering"),
    "invoices": _l("facturen"),
    "evaluation": _l("evaluatie"),
    "eligible": _l("voldoet"),
    "needs_judgement": _l("vraagt een oordeel"),
    "not_eligible": _l("voldoet niet"),
}

# Which particular of a deed is the public id of what kind of thing.
POINTERS: dict[str, str] = {
    "event": "events",
    "into": "organisations",
    "membership": "memberships",
    "other": "applications",
}


def action_label(code: str) -> str:
    """The deed in words, or its code."""
    return str(ACTIONS.get(code, code))


def subject_label(kind: str) -> str:
    """What kind of thing it was done to, in a word, or the name of its table."""
    return str(SUBJECTS.get(kind, kind))


def details_in_words(details: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """The particulars of a deed in one line; what has no words as it is. `names` are those of public ids."""
    known = {name: names.get(value, value) if name in POINTERS else value for name, value in details.items()}
    shown = [(name, value) for name, value in known.items() if value is not None and value != ""]
    return " · ".join(f"{DETAILS.get(name, name)}: {_value(value)}" for name, value in shown)


def _value(value: Any) -> str:
    # A number is no yes or no, though Python holds 1 and True for the same.
    return str(value) if type(value) is int else str(VALUES.get(value, value))
