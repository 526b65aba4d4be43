"""Which words do invitations, changing by oneself and cancelling use?"""

from collections.abc import Mapping

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l

from okprofs.events.models import Event
from okprofs.events.rules.cancellation import ChangeRefusal, TermsRefusal
from okprofs.events.rules.inviting import InvitationRefusal, InvitationStanding, Verdict
from okprofs.kernel.filters import moment

REFUSALS: Mapping[str, LazyString] = {
    InvitationRefusal.INVITATION_USED: _l("Met deze uitnodiging is al iemand aangemeld."),
    InvitationRefusal.INVITATION_GONE: _l("Deze uitnodiging is ingetrokken."),
    InvitationRefusal.NOBODY_TO_INVITE: _l("Op deze lijst staat niemand die nog een uitnodiging kan krijgen."),
    InvitationRefusal.LIST_TOO_LONG: _l("Dit zijn er meer dan %(most)s. Deel de lijst op."),
    InvitationRefusal.TOO_MANY_INVITED: _l("Je kunt voor één bijeenkomst hoogstens %(most)s mensen uitnodigen."),
    ChangeRefusal.COST_CHANGED: _l(
        "Afzeggen kost nu meer dan toen je deze pagina opende. Kijk wat het nu kost, en beslis dan."
    ),
    ChangeRefusal.PRICE_CHANGED: _l("De prijs is intussen anders. Kijk wat het nu kost, en kies opnieuw."),
    ChangeRefusal.SAME_TICKET: _l("Deze deelnamevorm is het al."),
    ChangeRefusal.SAME_PERSON: _l("Deze plaats staat al op dat e-mailadres."),
    ChangeRefusal.TOO_FEW_LEFT: _l(
        "Wat je hebt, neem je voor ten minste %(minimum)s deelnemers tegelijk. Dan blijven er te weinig over."
    ),
    ChangeRefusal.IS_INSIDE: _l(
        "Deze persoon is al binnen, dus kan er niemand anders komen. Klopt dat niet? Dan kan de deur het terugdraaien."
    ),
    ChangeRefusal.HANDOVER_GONE: _l("Deze plaats kun je niet meer overnemen. Vraag het aan wie je mailde."),
    ChangeRefusal.NOT_THE_CONTACT: _l("Dit kan alleen wie de aanmelding deed. Vraag het die persoon."),
    TermsRefusal.CHANGES_CLOSE_AFTER_START: _l("Zelf wijzigen kan uiterlijk tot het begin van de bijeenkomst."),
    TermsRefusal.FREE_AFTER_CHANGES_CLOSE: _l(
        "Gratis afzeggen kan niet langer dan mensen zelf kunnen afzeggen. Kies een eerdere dag."
    ),
    TermsRefusal.FREE_WITHOUT_COST: _l("Vul in hoeveel procent het daarna kost, of laat de dag leeg."),
}

INVITATION_STANDINGS: Mapping[InvitationStanding, tuple[LazyString, str]] = {
    InvitationStanding.SENT: (_l("Verstuurd"), "neutral"),
    InvitationStanding.REMINDED: (_l("Herinnerd"), "neutral"),
    InvitationStanding.ACCEPTED: (_l("Komt"), "success"),
    InvitationStanding.DECLINED: (_l("Komt niet"), "warning"),
    InvitationStanding.REVOKED: (_l("Ingetrokken"), "danger"),
}

VERDICTS: Mapping[Verdict, tuple[LazyString, str]] = {
    Verdict.NEW: (_l("Krijgt een uitnodiging"), "success"),
    Verdict.NO_ADDRESS: (_l("Geen e-mailadres"), "danger"),
    Verdict.NO_NAME: (_l("Geen naam"), "danger"),
    Verdict.DOUBLE: (_l("Staat er twee keer op"), "warning"),
    Verdict.INVITED: (_l("Is al uitgenodigd"), "neutral"),
    Verdict.COMES_ALREADY: (_l("Komt al"), "neutral"),
    Verdict.REVOKED: (_l("Uitnodiging is ingetrokken"), "warning"),
    Verdict.DECLINED: (_l("Zei nee"), "warning"),
}


def terms_in_words(event: Event) -> list[str]:
    """Until when one changes by oneself, and what cancelling costs: for who signs up and for who cancels alike."""
    until = moment(event.last_change_at)
    found = [gettext("Zelf wijzigen of afzeggen kan tot %(moment)s.", moment=until)]
    if not event.late_percentage:
        return [*found, gettext("Afzeggen kost niets.")]
    if event.free_until is None:
        return [*found, gettext("Zeg je af, dan betaal je %(number)s%% van de prijs.", number=event.late_percentage)]
    free = gettext("Tot %(moment)s kost afzeggen niets.", moment=moment(event.free_until))
    return [*found, free, gettext("Daarna betaal je %(number)s%% van de prijs.", number=event.late_percentage)]


def difference_in_words(cents: int, amount: str) -> str:
    """How much more or less another ticket costs; `amount` is that without its sign."""
    if not cents:
        return str(gettext("Even duur."))
    words = gettext("%(amount)s erbij.", amount=amount) if cents > 0 else gettext("%(amount)s minder.", amount=amount)
    return str(words)
