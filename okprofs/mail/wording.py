"""How do we call a kind of letter, and how it stands with one?"""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from okprofs.mail.models import LetterState

REFUSALS: dict[str, LazyString] = {
    "link_used": _("Deze link is al gebruikt of verlopen. Vraag een nieuwe aan."),
    "letter_on_its_way": _("Deze mail is intussen verstuurd of al onderweg. Er is niets gewijzigd."),
}

STATES: dict[LetterState, LazyString] = {
    LetterState.QUEUED: _("te laat"),
    LetterState.HELD: _("onzeker"),
    LetterState.FAILED: _("mislukt"),
}

# Tones of the status badge.
TONES: dict[LetterState, str] = {
    LetterState.QUEUED: "warning",
    LetterState.HELD: "warning",
    LetterState.FAILED: "danger",
}

KINDS: dict[str, LazyString] = {
    "people/sign_in_link": _("link om in te loggen"),
    "people/password_reset": _("link voor een nieuw wachtwoord"),
    "people/password_changed": _("wachtwoord gewijzigd"),
    "people/address_confirm": _("nieuw e-mailadres bevestigen"),
    "people/address_changed_notice": _("e-mailadres gewijzigd"),
    "people/address_taken": _("e-mailadres al in gebruik"),
    "people/appointed": _("rol gekregen"),
    "people/dismissed": _("rol voorbij"),
    "people/self_appointed": _("beheerder gaf zichzelf een rol"),
    "people/blocked": _("account geblokkeerd"),
    "people/unblocked": _("blokkade opgeheven"),
    "membership/confirm_application": _("aanvraag bevestigen"),
    "membership/resume_application": _("verder met een aanvraag"),
    "membership/already_member": _("al lid"),
    "membership/application_received": _("aanvraag ontvangen"),
    "membership/question": _("vraag over een aanvraag"),
    "membership/admitted": _("toegelaten als lid"),
    "membership/rejected": _("aanvraag afgewezen"),
    "membership/withdrawn": _("aanvraag ingetrokken"),
    "events/order_confirmed": _("aanmelding bevestigd"),
    "events/order_changed": _("aanmelding gewijzigd"),
    "events/order_cancelled": _("aanmelding geannuleerd"),
    "events/invitation": _("uitnodiging"),
    "events/registration_cancelled_by_organiser": _("afgemeld door de organisator"),
    "events/event_changed": _("andere tijd of plaats"),
    "events/event_cancelled": _("bijeenkomst afgezegd"),
}


def kind_label(name: str) -> str:
    """The kind of letter in words, or its name."""
    return str(KINDS.get(name, name))
