"""How does the desk speak, of a tray without cases and of what happened to one?"""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

# Of a tray of the desk in which nothing lies, by its word in the address: that, and what comes there.
NOTHING_IN_TRAY: Mapping[str, tuple[LazyString, LazyString]] = {
    "beoordelen": (
        _l("Er wacht geen aanvraag op een oordeel"),
        _l("Stuurt iemand er een in, dan staat die hier. De oudste staat bovenaan."),
    ),
    "wachten": (
        _l("Er staat geen vraag open"),
        _l("Vraag je een aanvrager om aanvulling, dan staat de aanvraag hier tot het antwoord er is."),
    ),
    "bezwaren": (
        _l("Er ligt geen bezwaar"),
        _l("Maakt iemand bezwaar tegen een afwijzing, dan staat het hier. Wie afwees, beslist er niet over."),
    ),
    "afgehandeld": (
        _l("Er is nog niets afgehandeld"),
        _l("Aanvragen waarover besloten is, vind je hier terug. De laatste staat bovenaan."),
    ),
}

# What a list says of a case, or of changed work, that is closed to who looks, by why it is.
CLOSED_TITLES: Mapping[str, LazyString] = {
    "own_application": _l("Je eigen aanvraag"),
    "own_organisation": _l("Van je eigen organisatie"),
    "own_nomination": _l("Door jou voorgedragen"),
    "own_membership": _l("Je eigen lidmaatschap"),
    "own_colleague": _l("Iemand van je eigen organisatie"),
}

HISTORY_SENTENCES: Mapping[str, LazyString] = {
    "application_begun": _l("Begonnen"),
    "application_nominated": _l("Begonnen na een voordracht"),
    "application_opened_by_nominator": _l("Geopend door iemand die de aanvrager voordroeg"),
    "application_sent": _l("Verstuurd, e-mailadres nog te bevestigen"),
    "application_submitted": _l("E-mailadres bevestigd, aanvraag ingediend"),
    "application_question_asked": _l("Om aanvulling gevraagd"),
    "application_question_answered": _l("Vraag beantwoord"),
    "application_message_added": _l("Bericht van de aanvrager"),
    "application_taken": _l("Opgepakt"),
    "application_taken_over": _l("Overgenomen van een andere lezer"),
    "application_released": _l("Losgelaten"),
    "application_second_reader_asked": _l("Om een tweede lezer gevraagd"),
    "application_opened_by_colleague": _l("Geopend door iemand van dezelfde organisatie"),
    "application_vote_cast": _l("Oordeel gegeven"),
    "application_admitted": _l("Toegelaten"),
    "application_rejected": _l("Afgewezen"),
    "application_withdrawn": _l("Ingetrokken door de aanvrager"),
    "application_objected": _l("Bezwaar gemaakt tegen de afwijzing"),
    "application_rejection_upheld": _l("Bezwaar beoordeeld: het besluit blijft staan"),
    "application_rejection_overturned": _l("Bezwaar beoordeeld: alsnog toegelaten"),
    "application_answer_reminded": _l("Herinnerd aan de vraag"),
    "application_lapsed": _l("Ingetrokken, omdat er geen antwoord kwam"),
    "application_reassessed": _l("Opnieuw getoetst, met de nieuwe regels"),
    "application_merged": _l("Gesloten, en samengevoegd met wat er al was"),
    "application_merged_here": _l("Een tweede aanvraag hiermee samengevoegd"),
    "application_separated": _l("Samenvoegen ongedaan gemaakt, en weer geopend"),
    "application_separated_here": _l("Samenvoegen met een tweede aanvraag ongedaan gemaakt"),
}
"""What the journal tells of an application, in words; what is not here is not worth a reviewer's time."""
