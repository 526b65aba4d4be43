"""How do we ask what people thought, and call what organisers mail to them?"""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from okprofs.events.rules.feedback import FeedbackRefusal, Question
from okprofs.events.rules.mailing import MailingRefusal, Presence, Whom
from okprofs.mail.models import LetterState

REFUSALS: Mapping[str, LazyString] = {
    FeedbackRefusal.TOO_EARLY: _l("Je kunt dit pas vragen als de bijeenkomst voorbij is."),
    FeedbackRefusal.CALLED_OFF: _l("Deze bijeenkomst ging niet door."),
    FeedbackRefusal.ASKED_ALREADY: _l("De vragen zijn al verstuurd. Dat gebeurt één keer."),
    FeedbackRefusal.NOBODY_THERE: _l("Er is niemand om dit aan te vragen."),
    FeedbackRefusal.CLOSED: _l("Het formulier is gesloten. Antwoorden kan niet meer."),
    FeedbackRefusal.ANSWERED_ALREADY: _l("Je antwoord was al binnen. Nog een keer antwoorden kan niet."),
    MailingRefusal.SENT_ALREADY: _l("Deze mail is intussen verstuurd of weggegooid."),
    MailingRefusal.CHANGED: _l("Iemand anders wijzigde deze mail intussen. Bekijk hem eerst opnieuw."),
    MailingRefusal.NOBODY: _l("Niemand past bij je keuze. Kies andere deelnemers."),
    MailingRefusal.TOO_MANY: _l("Je keuze telt meer dan %(most)s mensen. Kies minder deelnemers."),
    MailingRefusal.ENOUGH_TODAY: _l(
        "Er gingen vandaag al %(most)s mails naar deelnemers van deze bijeenkomst. Wacht tot morgen."
    ),
    MailingRefusal.NOT_PUBLISHED: _l("Mailen kan alleen bij een bijeenkomst die is gepubliceerd en doorgaat."),
}

QUESTION_LABELS: Mapping[Question, LazyString] = {
    Question.OVERALL: _l("Wat vond je van de bijeenkomst?"),
    Question.PROGRAMME: _l("Wat vond je van het programma?"),
    Question.ORGANISATION: _l("Wat vond je van de organisatie en de plaats?"),
    Question.RECOMMEND: _l("Zou je een collega aanraden om te komen?"),
}

_HOW: Mapping[int, LazyString] = {
    5: _l("heel goed"),
    4: _l("goed"),
    3: _l("voldoende"),
    2: _l("matig"),
    1: _l("slecht"),
}
_WHETHER: Mapping[int, LazyString] = {
    5: _l("zeker wel"),
    4: _l("waarschijnlijk wel"),
    3: _l("misschien"),
    2: _l("waarschijnlijk niet"),
    1: _l("zeker niet"),
}
GRADE_LABELS: Mapping[Question, Mapping[int, LazyString]] = {
    question: _WHETHER if question is Question.RECOMMEND else _HOW for question in Question
}

WHOM_LABELS: Mapping[Whom, LazyString] = {
    Whom.COMING: _l("Wie komt"),
    Whom.ON_WAITING_LIST: _l("Wie op de wachtlijst staat"),
    Whom.BOTH: _l("Wie komt, en wie op de wachtlijst staat"),
}

PRESENCE_LABELS: Mapping[Presence, LazyString] = {
    Presence.ANY: _l("Iedereen die zich aanmeldde"),
    Presence.THERE: _l("Wie er was"),
    Presence.ABSENT: _l("Wie er niet was"),
}

# What an organiser begins with who thanks people for coming.
THANKS_SUBJECT = _l("Bedankt voor je komst op %(date)s")
THANKS_TEXT = _l(
    "Fijn dat je erbij was.\n\n"
    "Op de pagina van de bijeenkomst vind je terug waar het over ging. De link staat onder deze mail."
)

# How it stands with somebody's mail, and the tone of its badge.
OUTCOMES: Mapping[LetterState | None, tuple[LazyString, str]] = {
    LetterState.QUEUED: (_l("Onderweg"), "neutral"),
    LetterState.CLAIMED: (_l("Onderweg"), "neutral"),
    LetterState.DOT: (_l("Onderweg"), "neutral"),
    LetterState.SENT: (_l("Verstuurd"), "success"),
    LetterState.HELD: (_l("Onzeker"), "warning"),
    LetterState.FAILED: (_l("Mislukt"), "danger"),
    None: (_l("Niet meer bekend"), "neutral"),
}
