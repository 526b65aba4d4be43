"""Which words do prices, codes, shared places and the page "waarom wel of niet?" use?"""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from okprofs.events.rules.codes import CodeRefusal
from okprofs.events.rules.explaining import Question
from okprofs.events.rules.places import CapacityEffect, QuotaRefusal
from okprofs.events.rules.pricing import PriceReason

REFUSALS: Mapping[str, LazyString] = {
    CodeRefusal.CODE_UNKNOWN: _l("Deze code werkt niet, of niet meer. Kijk of je hem goed hebt overgenomen."),
    CodeRefusal.CODE_NOT_ENOUGH: _l("Deze code kan nog voor %(uses_left)s deelnemers. Je vraagt hem voor %(wanted)s."),
    CodeRefusal.CODE_TOO_SHORT: _l("Neem een code van ten minste %(shortest)s letters en cijfers. Korter is te raden."),
    CodeRefusal.CODE_EXISTS: _l("Deze code is er al bij deze bijeenkomst. Kies een andere."),
    CodeRefusal.CODE_DOES_NOTHING: _l(
        "Deze code doet nog niets. Vul een korting in, of kies een verborgen deelnamevorm."
    ),
    CodeRefusal.CODE_TWO_DISCOUNTS: _l("Vul een bedrag in of een percentage, niet allebei."),
    CodeRefusal.CODE_USES_BELOW_USED: _l("Deze code is al %(uses)s keer gebruikt. Minder kan niet meer."),
    QuotaRefusal.QUOTA_BELOW_TAKEN: _l(
        "Er zijn al %(taken)s plaatsen bezet. Het aantal plaatsen kan daarom niet %(capacity)s worden."
    ),
    QuotaRefusal.QUOTA_FOR_NOTHING: _l("Kies ten minste één deelnamevorm die hiervan gebruikmaakt."),
    QuotaRefusal.TOO_MANY_QUOTAS: _l("Een bijeenkomst heeft ten hoogste %(maximum)s gedeelde zalen."),
    QuotaRefusal.LEAST_ABOVE_MOST: _l("Het kleinste aantal per aanmelding is groter dan het grootste."),
    QuotaRefusal.LEAST_OF_CLOSED: _l(
        "Een besloten plaats neemt ieder voor zichzelf, dus één per aanmelding. Laat het kleinste aantal op 1 staan."
    ),
    QuotaRefusal.SALES_CLOSE_BEFORE_OPENING: _l("De verkoop van deze deelnamevorm sluit voordat zij begint."),
    QuotaRefusal.EARLY_HALF: _l("Vul bij vroegboeken allebei in: de prijs, en tot en met welke dag."),
    QuotaRefusal.PRICE_NOT_LOWER: _l("Een prijs met korting is lager dan de gewone prijs, of blijft leeg."),
}

PRICE_REASONS: Mapping[PriceReason, LazyString] = {
    PriceReason.FREE: _l("gratis"),
    PriceReason.ORDINARY: _l("gewone prijs"),
    PriceReason.EARLY: _l("prijs voor vroegboekers"),
    PriceReason.MEMBER: _l("prijs voor leden"),
    PriceReason.COLLEAGUE: _l("prijs voor een tweede of volgende collega"),
    PriceReason.SPEAKER: _l("prijs voor sprekers"),
    PriceReason.VOUCHER: _l("korting met je code"),
}

# Why a price does not hold for someone.
PRICE_CONDITIONS: Mapping[PriceReason, LazyString] = {
    PriceReason.EARLY: _l("Voor wie op tijd boekt."),
    PriceReason.MEMBER: _l("Voor wie op de dag van de bijeenkomst lid is, en dat laat zien door in te loggen."),
    PriceReason.COLLEAGUE: _l("Voor de tweede en volgende deelnemer van dezelfde organisatie in één aanmelding."),
    PriceReason.SPEAKER: _l("Voor wie spreekt of begeleidt. De organisator meldt je aan."),
}

YES: Mapping[Question, LazyString] = {
    Question.EVENT: _l("De bijeenkomst gaat door."),
    Question.PERIOD: _l("De aanmelding is open."),
    Question.PLACES: _l("Er is plaats."),
}

CAPACITY_EFFECTS: Mapping[CapacityEffect, LazyString] = {
    CapacityEffect.MORE: _l(
        "Van %(before)s naar %(after)s plaatsen: er zijn er dan nog %(left)s vrij. "
        "Wie dat wil, kan zich meteen aanmelden."
    ),
    CapacityEffect.FEWER: _l(
        "Van %(before)s naar %(after)s plaatsen: er zijn er dan nog %(left)s vrij. "
        "De %(taken)s deelnemers die er al zijn, houden hun plaats."
    ),
    CapacityEffect.FULL: _l(
        "Van %(before)s naar %(after)s plaatsen: dan is het vol. "
        "De %(taken)s deelnemers die er al zijn, houden hun plaats. Anderen kunnen zich niet meer aanmelden."
    ),
    CapacityEffect.WITHOUT_LIMIT: _l("Er is dan geen grens meer aan het aantal plaatsen."),
}
SHARED_LIMIT = _l("Let op: wat ze delen houdt zijn eigen grens. In “%(title)s” zijn nog %(left)s plaatsen vrij.")
NEW_LIMIT = _l("zonder grens")
