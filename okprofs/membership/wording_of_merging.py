"""What do we say when two applications cannot go on as one, or apart again?"""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

REFUSALS: Mapping[str, LazyString] = {
    "not_merged": _l("Deze aanvraag is niet meer samengevoegd."),
    "answers_forgotten": _l("Wat in deze aanvraag stond, is gewist. Je kunt hem niet meer openen."),
    "other_case_closed": _l("De andere aanvraag is al afgehandeld. Je kunt hier niet meer mee samenvoegen."),
    "other_case_changed": _l(
        "De andere aanvraag is veranderd terwijl je ernaar keek. Lees wat er nieuw is en kies dan opnieuw."
    ),
    "other_case_decided": _l("Over de andere aanvraag is al beslist. Samenvoegen kun je niet meer ongedaan maken."),
    "no_member_to_merge_with": _l("Deze persoon is geen vaklid of erelid. De aanvraag blijft daarom open."),
    "same_person_already": _l("Dit lidmaatschap hoort al bij het account van de aanvrager."),
    "applied_meanwhile": _l(
        "De aanvrager is intussen lid, of deed een nieuwe aanvraag. Samenvoegen kun je niet meer ongedaan maken."
    ),
}
