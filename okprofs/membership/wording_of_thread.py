"""How do we speak of what was said, decided and done about an application, to who sent it and to who reads it?"""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from okprofs.membership.rules.judging import Decision

DECISION_TITLES: Mapping[Decision, LazyString] = {
    Decision.ADMITTED: _l("Besluit: toegelaten"),
    Decision.REJECTED: _l("Besluit: niet toegelaten"),
    Decision.OVERTURNED: _l("Besluit op het bezwaar: alsnog toegelaten"),
    Decision.UPHELD: _l("Besluit op het bezwaar: het eerste besluit blijft staan"),
}
OBJECTION_TITLE = _l("Bezwaar tegen het besluit")
FILES_TITLE = _l("Meegestuurd met de aanvraag")

OWN_HISTORY_SENTENCES: Mapping[str, LazyString] = {
    "application_submitted": _l("Je diende je aanvraag in"),
    "application_question_asked": _l("De ballotage stelde je een vraag"),
    "application_question_answered": _l("Je gaf antwoord"),
    "application_message_added": _l("Je stuurde een bericht"),
    "application_answer_reminded": _l("We herinnerden je aan de vraag"),
    "application_lapsed": _l("We trokken je aanvraag in, omdat er geen antwoord kwam"),
    "application_reassessed": _l("Je aanvraag is opnieuw getoetst, met nieuwe regels"),
    "application_admitted": _l("De ballotage liet je toe"),
    "application_rejected": _l("De ballotage liet je niet toe"),
    "application_withdrawn": _l("Je trok je aanvraag in"),
    "application_objected": _l("Je maakte bezwaar"),
    "application_rejection_upheld": _l("Na je bezwaar bleef het besluit staan"),
    "application_rejection_overturned": _l("Na je bezwaar liet de ballotage je alsnog toe"),
    "application_merged": _l("Je aanvraag is samengevoegd met een andere"),
    "application_separated": _l("Dat samenvoegen is ongedaan gemaakt"),
}
"""What the journal tells of an application to who sent it: what they did, what came to them and what was decided. What
reviewers do among themselves is not here."""
