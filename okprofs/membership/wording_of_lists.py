"""Which words do we use for the lists that the office takes in? A label for each value, a sentence for each reason."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from okprofs.membership.rules.importing import ImportState, Part, Result

PART_LABELS: Mapping[Part, LazyString] = {
    Part.EMAIL: _l("E-mailadres"),
    Part.NAME: _l("Naam, in één kolom"),
    Part.FIRST_NAME: _l("Voornaam"),
    Part.PREFIX: _l("Tussenvoegsel"),
    Part.FAMILY_NAME: _l("Achternaam"),
    Part.ORGANISATION: _l("Organisatie"),
    Part.FUNCTION: _l("Functie"),
    Part.LANGUAGE: _l("Taal"),
}

IMPORT_STATES: Mapping[ImportState, LazyString] = {
    ImportState.UPLOADED: _l("Kolommen kiezen"),
    ImportState.CHECKING: _l("Wordt nagekeken"),
    ImportState.CHECKED: _l("Nog niet verstuurd"),
    ImportState.SENDING: _l("Wordt verstuurd"),
    ImportState.SENT: _l("Verstuurd"),
    ImportState.WITHDRAWN: _l("Weggegooid"),
}

IMPORT_TONES: Mapping[ImportState, str] = {
    ImportState.UPLOADED: "warning",
    ImportState.CHECKING: "neutral",
    ImportState.CHECKED: "warning",
    ImportState.SENDING: "neutral",
    ImportState.SENT: "success",
    ImportState.WITHDRAWN: "neutral",
}

RESULT_LABELS: Mapping[Result, LazyString] = {
    Result.READY: _l("Krijgt een uitnodiging"),
    Result.NO_ADDRESS: _l("Geen e-mailadres"),
    Result.BAD_ADDRESS: _l("Adres klopt niet"),
    Result.NO_NAME: _l("Geen naam"),
    Result.BAD_NAME: _l("Naam klopt niet"),
    Result.DOUBLE: _l("Dubbel"),
    Result.MEMBER: _l("Al lid"),
    Result.LEFT: _l("Was lid"),
    Result.APPLYING: _l("Aanvraag loopt"),
    Result.UNWANTED: _l("Schrijven we niet aan"),
    Result.INVITED_BEFORE: _l("Al uitgenodigd"),
    Result.INVITED: _l("Uitgenodigd"),
    Result.REMINDED: _l("Herinnerd"),
    Result.CONFIRMED: _l("Bevestigd"),
    Result.DECLINED: _l("Zei nee"),
    Result.LAPSED: _l("Geen antwoord"),
    Result.WITHDRAWN: _l("Ingetrokken"),
}

RESULT_SENTENCES: Mapping[Result, LazyString] = {
    Result.READY: _l("Gaat mee zodra je verstuurt. Pas na een eigen bevestiging is iemand netwerklid."),
    Result.NO_ADDRESS: _l("Zonder e-mailadres kunnen we niemand vragen om te bevestigen."),
    Result.BAD_ADDRESS: _l("Dit is geen e-mailadres. Verbeter het in je bestand en lees het opnieuw in."),
    Result.NO_NAME: _l("We nodigen niemand uit zonder naam. Kijk of je de goede kolom koos."),
    Result.BAD_NAME: _l("Dit lijkt geen naam van een persoon. Verbeter het in je bestand."),
    Result.DOUBLE: _l("Dit adres staat eerder in het bestand. Die eerste regel telt."),
    Result.MEMBER: _l("Heeft al een lidmaatschap. Er verandert niets."),
    Result.LEFT: _l("Zegde op of bevestigde niet meer. Wie weg is gegaan, vragen we niet met een lijst terug."),
    Result.APPLYING: _l("Heeft een aanvraag bij de ballotage liggen. Die gaat voor."),
    Result.UNWANTED: _l("Vroeg ons eerder om dit niet meer te sturen, of heeft een account dat gesloten is."),
    Result.INVITED_BEFORE: _l("Heeft van een andere lijst al een uitnodiging die nog openstaat."),
    Result.INVITED: _l("Kreeg een mail met een eigen link, en antwoordde nog niet."),
    Result.REMINDED: _l("Kreeg één herinnering. Zonder antwoord wissen we wat er in de lijst stond."),
    Result.CONFIRMED: _l("Vulde de gegevens aan en is netwerklid."),
    Result.DECLINED: _l("Wil niet meedoen. De gegevens zijn meteen gewist."),
    Result.LAPSED: _l("Antwoordde niet op tijd. De gegevens zijn gewist."),
    Result.WITHDRAWN: _l("De lijst is ingetrokken voor er antwoord kwam. De gegevens zijn gewist."),
}

RESULT_TONES: Mapping[Result, str] = {
    Result.READY: "success",
    Result.CONFIRMED: "success",
    Result.NO_ADDRESS: "danger",
    Result.BAD_ADDRESS: "danger",
    Result.NO_NAME: "danger",
    Result.BAD_NAME: "danger",
    Result.DOUBLE: "warning",
}
"""What is not here is neutral."""

REFUSALS: Mapping[str, LazyString] = {
    "table_empty": _l("Er staat niemand in dit bestand. Kijk of de lijst op het eerste tabblad staat."),
    "table_too_long": _l("Dit bestand heeft meer dan %(most)s regels. Deel het op in kleinere bestanden."),
    "table_too_wide": _l("Dit bestand heeft meer dan %(most)s kolommen. Haal weg wat we niet nodig hebben."),
    "table_old_office": _l(
        "Dit is een oud Excel-bestand, of er zit een wachtwoord op. "
        "Bewaar het als .xlsx zonder wachtwoord, of als .csv."
    ),
    "table_too_large": _l("Dit bestand is uitgepakt te groot. Bewaar alleen de lijst, als .csv."),
    "table_damaged": _l("Dit bestand kunnen we niet lezen. Open het in Excel en bewaar het opnieuw als .xlsx of .csv."),
    "table_not_text": _l("Dit is geen .xlsx en geen .csv. Bewaar de lijst in een van die twee."),
    "import_other_state": _l("Deze lijst is intussen verder. Kijk hoe het ervoor staat en kies dan opnieuw."),
    "import_nobody": _l("Er is niemand om uit te nodigen."),
    "import_address_missing": _l("Kies in welke kolom het e-mailadres staat."),
    "import_name_missing": _l("Kies in welke kolom de naam staat, of de achternaam."),
    "import_column_twice": _l("Je koos één kolom voor twee dingen. Kies voor elk een andere."),
}
