"""How do we call a kind of letter, and how it stands with one?"""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from okprofs.mail.models import LetterState

REFUSALS: dict[str, LazyString] = {
    "link_used": _l("Deze link is al gebruikt of verlopen. Vraag een nieuwe aan."),
    "letter_on_its_way": _l("Deze mail is intussen verstuurd of al onderweg. Er is niets gewijzigd."),
}

STATES: dict[LetterState, LazyString] = {
    LetterState.QUEUED: _l("Te laat"),
    LetterState.HELD: _l("Onzeker"),
    LetterState.FAILED: _l("Mislukt"),
}

# Tones of the status badge.
TONES: dict[LetterState, str] = {
    LetterState.QUEUED: "warning",
    LetterState.HELD: "warning",
    LetterState.FAILED: "danger",
}

KINDS: dict[str, LazyString] = {
    "community/group_joined": _l("in een intervisiegroep gezet"),
    "directory/new_members_fit": _l("nieuwe leden die passen"),
    "people/sign_in_link": _l("link om in te loggen"),
    "people/password_reset": _l("link voor een nieuw wachtwoord"),
    "people/password_changed": _l("wachtwoord gewijzigd"),
    "people/address_confirm": _l("nieuw e-mailadres bevestigen"),
    "people/address_changed_notice": _l("e-mailadres gewijzigd"),
    "people/address_taken": _l("e-mailadres al in gebruik"),
    "people/appointed": _l("rol gekregen"),
    "people/dismissed": _l("rol voorbij"),
    "people/self_appointed": _l("beheerder gaf zichzelf een rol"),
    "people/blocked": _l("account geblokkeerd"),
    "people/unblocked": _l("blokkade opgeheven"),
    "people/forgotten_soon": _l("account wordt gewist"),
    "membership/confirm_application": _l("aanvraag bevestigen"),
    "membership/resume_application": _l("verder met een aanvraag"),
    "membership/already_member": _l("al lid"),
    "membership/application_received": _l("aanvraag ontvangen"),
    "membership/question": _l("vraag over een aanvraag"),
    "membership/applicant_wrote": _l("bericht bij een aanvraag"),
    "membership/admitted": _l("toegelaten als lid"),
    "membership/rejected": _l("aanvraag afgewezen"),
    "membership/withdrawn": _l("aanvraag ingetrokken"),
    "membership/merged": _l("aanvragen samengevoegd"),
    "membership/separated": _l("samenvoegen ongedaan gemaakt"),
    "membership/nominated": _l("voorgedragen door een lid"),
    "membership/nominated_known": _l("voorgedragen, maar al bekend"),
    "membership/network_invited": _l("uitnodiging voor het netwerk"),
    "membership/network_reminded": _l("herinnering aan de uitnodiging voor het netwerk"),
    "membership/network_joined": _l("netwerklid geworden"),
    "membership/year_asked": _l("lidmaatschap bevestigen"),
    "membership/year_reminded": _l("lidmaatschap nog niet bevestigd"),
    "membership/year_suspended": _l("lidmaatschap staat stil"),
    "membership/year_ended": _l("lidmaatschap niet bevestigd en beëindigd"),
    "membership/recheck_confirmed": _l("blijft lid"),
    "membership/became_alumnus": _l("alumnus geworden"),
    "membership/category_changed": _l("ander soort lid"),
    "membership/leaving": _l("opgezegd"),
    "membership/left": _l("geen lid meer"),
    "membership/ended_by_office": _l("lidmaatschap beëindigd"),
    "membership/answer_warning": _l("herinnering aan een vraag over een aanvraag"),
    "membership/lapsed": _l("aanvraag ingetrokken zonder antwoord"),
    "membership/objection_received": _l("bezwaar ontvangen"),
    "membership/rejection_upheld": _l("bezwaar: het besluit blijft staan"),
    "membership/rejection_overturned": _l("bezwaar: alsnog toegelaten"),
    "membership/seat_offered": _l("plaats aangeboden"),
    "membership/seat_offer_lapsed": _l("aanbod van een plaats verlopen"),
    "membership/contact_lapsed": _l("vraag aan contactpersoon verlopen"),
    "membership/seat_accepted": _l("plaats aangenomen"),
    "membership/seat_ending": _l("plaats gaat eindigen"),
    "membership/seat_ended": _l("plaats geëindigd"),
    "membership/seat_given_back": _l("plaats weer vrij"),
    "membership/contact_asked": _l("contactpersoon gevraagd"),
    "membership/contact_changed": _l("andere contactpersoon"),
    "membership/seats_to_confirm": _l("plaatsen bevestigen"),
    "membership/seats_ending": _l("lidmaatschap van een organisatie eindigt"),
    "membership/office_reminder": _l("wat te lang op de ballotage wacht"),
    "messages/message": _l("bericht van een lid"),
    "messages/report_settled": _l("melding bekeken"),
    "messages/writing_ended": _l("kan leden niet meer schrijven"),
    "messages/writing_returned": _l("kan leden weer schrijven"),
    "events/order_confirmed": _l("aanmelding bevestigd"),
    "events/order_changed": _l("aanmelding gewijzigd"),
    "events/on_waiting_list": _l("wachtlijst"),
    "events/off_waiting_list": _l("niet meer op de wachtlijst"),
    "events/comes_already": _l("stond al op de lijst"),
    "events/order_cancelled": _l("aanmelding geannuleerd"),
    "events/payment_reminder": _l("herinnering om te betalen"),
    "events/order_lapsed": _l("niet op tijd betaald"),
    "events/attendee_lapsed": _l("niet op tijd betaald, aan de deelnemer"),
    "events/invitation": _l("uitnodiging"),
    "events/invitation_reminder": _l("herinnering aan een uitnodiging"),
    "events/attendee_signed_up": _l("aangemeld door iemand anders"),
    "events/attendee_ticket_changed": _l("andere deelnamevorm"),
    "events/attendee_cancelled": _l("afgemeld, aan de deelnemer"),
    "events/attendee_replaced": _l("iemand anders komt"),
    "events/handover_offered": _l("plaats aangeboden aan een collega"),
    "events/certificate_ready": _l("bewijs van deelname"),
    "events/reminder": _l("herinnering aan een bijeenkomst"),
    "events/attendee_reminder": _l("herinnering aan een bijeenkomst, aan een deelnemer"),
    "events/workshops_told": _l("ingedeeld bij workshops"),
    "events/door_opened": _l("link voor een deur"),
    "events/registration_cancelled_by_organiser": _l("afgemeld door de organisator"),
    "events/waiting": _l("wachten op een besloten deel"),
    "events/waiting_of_attendee": _l("wachten op een besloten deel, aan de deelnemer"),
    "events/event_changed": _l("andere tijd of plaats"),
    "events/membership_lapsed": _l("aangemeld, en geen lid op die dag"),
    "events/programme_changed": _l("ander programma"),
    "events/feedback_asked": _l("vraag wat iemand van een bijeenkomst vond"),
    "events/mailing": _l("mail van de organisator"),
    "events/event_cancelled": _l("bijeenkomst afgezegd"),
}


def kind_label(name: str) -> str:
    """The kind of letter in words, or its name."""
    return str(KINDS.get(name, name))
