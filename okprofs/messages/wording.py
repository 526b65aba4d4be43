"""How do we call what is reported, and what we say when someone cannot write?"""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from okprofs.messages.rules.reporting import Reason, Verdict

REASON_LABELS: Mapping[Reason, LazyString] = {
    Reason.INSULTING: _l("Beledigend of bedreigend"),
    Reason.UNWANTED: _l("Opdringerig of ongewenst"),
    Reason.ADVERTISING: _l("Reclame of werving"),
    Reason.OTHER: _l("Iets anders"),
}

VERDICT_LABELS: Mapping[Verdict, LazyString] = {
    Verdict.NOTHING: _l("Afgehandeld, zonder gevolgen"),
    Verdict.WRITING_ENDED: _l("Afgehandeld, en dit lid mag leden niet meer schrijven"),
}

REFUSALS: Mapping[str, LazyString] = {
    "writers_are_members": _l("Alleen leden kunnen elkaar schrijven. Wat je eerder ontving, kun je blijven lezen."),
    "writing_ended": _l("Je kunt leden niet meer schrijven. In de mail die je daarover kreeg, staat waarom."),
    "takes_no_messages": _l("Dit lid ontvangt nu geen berichten via de site."),
    "blocked_by_you": _l("Je hebt dit lid geblokkeerd. Hef dat eerst op als je wilt schrijven."),
    "messages_today": _l(
        "Je schreef al %(most)s berichten in 24 uur. Meer kan niet. Bewaar je tekst en probeer het morgen weer."
    ),
    "messages_to_one_today": _l(
        "Je schreef dit lid al %(most)s berichten in 24 uur. Meer kan niet. Bewaar je tekst en probeer het morgen weer."
    ),
    "answer_unknown": _l("Dit antwoord konden we niet bezorgen. Log in op de site en schrijf het daar."),
    "answer_not_yours": _l("Antwoord vanaf het adres waarop je het bericht kreeg, of log in op de site."),
    "answer_empty": _l("We vonden geen antwoord in je mail. Schrijf het boven wat je ontving, of log in op de site."),
    "answer_too_long": _l("Je antwoord is te lang voor deze weg. Houd het korter dan 5.000 tekens."),
    "answer_unreadable": _l("Deze mail konden we niet lezen. Hij is te groot of vreemd opgebouwd."),
    "report_of_nothing": _l("Dit bericht kun je niet melden."),
    "reported_already": _l("Dit bericht is al gemeld. Een moderator kijkt ernaar."),
    "own_report": _l("Deze melding gaat over jou of is van jou. Een andere moderator kijkt ernaar."),
    "report_settled": _l("Deze melding is al afgehandeld."),
    "report_unread": _l("Open eerst het bericht. Een andere moderator kan het intussen hebben geopend."),
}
