"""Which words do employers use? A label for every value, and a sentence for every refusal."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from okprofs.organisations.rules.kinds import OrganisationKind
from okprofs.organisations.rules.provinces import Province

KIND_LABELS: Mapping[OrganisationKind, LazyString] = {
    OrganisationKind.MUNICIPALITY: _l("Gemeente"),
    OrganisationKind.PROVINCE: _l("Provincie"),
    OrganisationKind.WATER_BOARD: _l("Waterschap"),
    OrganisationKind.CENTRAL: _l("Rijk en uitvoering"),
    OrganisationKind.JOINT: _l("Gemeenschappelijke regeling"),
    OrganisationKind.OTHER: _l("Andere organisatie"),
}

PROVINCE_LABELS: Mapping[Province, LazyString] = {
    Province.GRONINGEN: _l("Groningen"),
    Province.FRYSLAN: _l("Fryslân"),
    Province.DRENTHE: _l("Drenthe"),
    Province.OVERIJSSEL: _l("Overijssel"),
    Province.FLEVOLAND: _l("Flevoland"),
    Province.GELDERLAND: _l("Gelderland"),
    Province.UTRECHT: _l("Utrecht"),
    Province.NOORD_HOLLAND: _l("Noord-Holland"),
    Province.ZUID_HOLLAND: _l("Zuid-Holland"),
    Province.ZEELAND: _l("Zeeland"),
    Province.NOORD_BRABANT: _l("Noord-Brabant"),
    Province.LIMBURG: _l("Limburg"),
}

# What points to an organisation, by the table it stands in.
REFERENCE_LABELS: Mapping[str, LazyString] = {
    "profiles": _l("Mensen die hier werken"),
    "applications": _l("Aanvragen"),
    "organisation_domains": _l("E-maildomeinen"),
    "organisations": _l("Eerder samengevoegde namen"),
}

COLUMN_LABELS: Mapping[str, LazyString] = {
    "name": _l("naam"),
    "kind": _l("soort"),
    "province": _l("provincie"),
    "inhabitants": _l("inwoners"),
    "register_code": _l("code"),
    "is_confirmed": _l("bevestigd"),
}

REFUSALS: Mapping[str, LazyString] = {
    "organisation_name_taken": _l("Er is al een organisatie met deze naam. Voeg ze samen als het dezelfde is."),
    "organisation_changed_meanwhile": _l(
        "Iemand anders heeft deze organisatie intussen veranderd. Wat je typte staat er nog. Open de pagina opnieuw "
        "en kijk of het dan nog klopt."
    ),
    "organisation_merged": _l("Deze organisatie is intussen samengevoegd met een andere."),
    "organisation_same": _l("Een organisatie kan niet met zichzelf worden samengevoegd."),
    "domain_invalid": _l("%(domain)s is geen e-maildomein. Schrijf alleen wat na het apenstaartje komt."),
    "domain_free_mail": _l("Bij %(domain)s kan iedereen een adres krijgen, dus het zegt niets over de werkgever."),
    "domains_too_many": _l("Meer dan %(most)s domeinen is te veel."),
    "domain_taken": _l("Het domein %(domain)s staat al bij %(name)s."),
    "register_no_file": _l("Kies eerst een bestand."),
    "register_not_utf8": _l(
        "Dit bestand is niet in UTF-8 opgeslagen. Sla het op als “CSV UTF-8” en probeer het opnieuw."
    ),
    "register_not_text": _l("Dit is geen tekstbestand. Kies het CSV-bestand van het register."),
    "register_empty": _l("Dit bestand is leeg."),
    "register_too_long": _l("Dit bestand heeft meer dan %(most)s regels. Deel het op."),
    "register_line_too_long": _l("Regel %(line)s is te lang. Dit lijkt niet het register te zijn."),
    "register_columns_missing": _l("In de eerste regel ontbreekt: %(columns)s."),
    "register_not_csv": _l("Bij regel %(line)s klopt het CSV-bestand niet: een aanhalingsteken staat verkeerd."),
    "register_cells": _l("Er staan %(found)s cellen op deze regel en het moeten er %(expected)s zijn."),
    "register_code_twice": _l("De code %(code)s staat eerder in het bestand ook al."),
    "register_code": _l("“%(code)s” is geen code."),
    "register_kind": _l("“%(kind)s” is geen soort organisatie die we kennen."),
    "register_province": _l("“%(province)s” is geen provinciecode."),
    "register_inhabitants": _l("“%(inhabitants)s” is geen aantal inwoners."),
    "register_name_missing": _l("De naam ontbreekt."),
    "register_name_too_long": _l("De naam is langer dan %(most)s tekens."),
    "register_name_formula": _l("De naam begint als een formule (=, +, - of @)."),
    "register_name_characters": _l("In de naam staan tekens die je niet kunt typen."),
}


def kind_label(kind: OrganisationKind) -> LazyString:
    """What a kind of employer is called."""
    return KIND_LABELS[kind]


def reference_label(table: str) -> LazyString:
    """What the rows of a table are to an employer."""
    return REFERENCE_LABELS.get(table) or _l("Andere gegevens")


def column_label(column: str) -> LazyString:
    """What a column of an employer is called."""
    return COLUMN_LABELS[column]
