"""How do the texts of the office read as they come, and what are they called?"""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from okprofs.membership.rules.texts import Placeholder, TextKey

LANGUAGE_LABELS: Mapping[str, LazyString] = {"nl": _l("Nederlands"), "en": _l("Engels")}

TEXT_LABELS: Mapping[TextKey, LazyString] = {
    TextKey.QUESTION: _l("Begin van een vraag"),
    TextKey.ADMISSION: _l("Toelating"),
    TextKey.REJECTION_GOVERNMENT: _l("Afwijzing: werkt niet bij de overheid"),
    TextKey.REJECTION_ENGAGEMENT: _l("Afwijzing: niet met kwaliteit bezig"),
    TextKey.REJECTION_CORE_FUNCTION: _l("Afwijzing: geen functie in het vak"),
    TextKey.REJECTION_ADJACENT_FUNCTION: _l("Afwijzing: niet toegelegd op het vak"),
    TextKey.REJECTION_MUNICIPAL_SECRETARY: _l("Afwijzing: niet intensief met het vak bezig"),
    TextKey.REJECTION_OTHER: _l("Afwijzing: een andere reden"),
    TextKey.OBJECTION_UPHELD: _l("Bezwaar: alsnog toegelaten"),
    TextKey.OBJECTION_DISMISSED: _l("Bezwaar: het besluit blijft staan"),
}

PLACEHOLDER_LABELS: Mapping[Placeholder, LazyString] = {
    Placeholder.NAME: _l("de naam van de aanvrager"),
    Placeholder.ORGANISATION: _l("de organisatie"),
    Placeholder.FUNCTION: _l("de naam van de functie"),
    Placeholder.CLAUSE: _l("de voorwaarde, in de woorden van de omschrijving"),
    Placeholder.SUBMITTED_ON: _l("de dag waarop de aanvraag is ingediend"),
}

PLACEHOLDER_EXAMPLES: Mapping[Placeholder, LazyString] = {
    Placeholder.NAME: _l("Sanne Voorbeeld"),
    Placeholder.ORGANISATION: _l("gemeente Voorbeeld"),
    Placeholder.FUNCTION: _l("Adviseur kwaliteit"),
    Placeholder.CLAUSE: _l("de omschrijving van een OK-prof"),
    Placeholder.SUBMITTED_ON: _l("donderdag 10 november 2011"),
}

_NOTHING = _l("Verandert er iets in je werk? Dan kun je altijd een nieuwe aanvraag doen.")
TEXTS: Mapping[TextKey, tuple[LazyString | str, LazyString | str]] = {
    TextKey.QUESTION: (
        _l(
            "Dank je wel voor je aanvraag. We willen graag iets meer weten over je werk als {functie} bij "
            "{organisatie}. Wat doe je daar aan kwaliteit, en hoeveel tijd geef je eraan?"
        ),
        "",
    ),
    TextKey.ADMISSION: (
        _l("Fijn dat je erbij bent. Bij {organisatie} fiets je misschien alleen, maar je rijdt nu mee in het peloton."),
        "",
    ),
    TextKey.REJECTION_GOVERNMENT: (
        _l(
            "OK-Profs is er voor mensen die vast of tijdelijk bij de overheid werken. "
            "Uit je aanvraag blijkt niet dat je dat doet."
        ),
        _l("Ga je vast of tijdelijk bij de overheid werken? Doe dan gerust een nieuwe aanvraag."),
    ),
    TextKey.REJECTION_ENGAGEMENT: (
        _l(
            "Een OK-prof is voltijd of in deeltijd met kwaliteitsmanagement bezig. "
            "Uit je aanvraag blijkt niet dat jij dat bent."
        ),
        _l("Krijg je taken in kwaliteitsmanagement, ook voor een deel van je tijd? Doe dan een nieuwe aanvraag."),
    ),
    TextKey.REJECTION_CORE_FUNCTION: (
        _l("We lezen in je aanvraag geen functie in een van onze vakgebieden."),
        _l("Krijg je zo’n functie, of vertelde je iets nog niet? Laat het ons weten in een nieuwe aanvraag."),
    ),
    TextKey.REJECTION_ADJACENT_FUNCTION: (
        _l(
            "Je vakgebied ligt dicht bij het onze. "
            "We lezen in je aanvraag nog niet hoe je je toelegt op een van onze vakgebieden."
        ),
        _l(
            "Leg je je toe op kwaliteit, dienstverlening, Lean, procesmanagement of certificering? "
            "Laat het zien in een nieuwe aanvraag, met een voorbeeld uit je werk."
        ),
    ),
    TextKey.REJECTION_MUNICIPAL_SECRETARY: (
        _l(
            "Een gemeentesecretaris die zich intensief met het vak bezighoudt, hoort erbij. "
            "We lezen in je aanvraag nog niet dat jij dat doet."
        ),
        _l("Vertel in een nieuwe aanvraag wat je zelf doet, en hoeveel tijd je eraan geeft."),
    ),
    TextKey.REJECTION_OTHER: (_l("We hebben je aanvraag gelezen, en laten je nu niet toe."), _NOTHING),
    TextKey.OBJECTION_UPHELD: (
        _l(
            "Goed dat je bezwaar maakte: daardoor keken we nog eens. "
            "Bij {organisatie} fiets je misschien alleen, maar je rijdt nu mee in het peloton."
        ),
        "",
    ),
    TextKey.OBJECTION_DISMISSED: (
        _l("Dank je dat je de moeite nam om ons meer te vertellen. We weten dat je op een ander antwoord hoopte."),
        "",
    ),
}
"""The texts as they come; the office writes its own over them. The reason, and of a rejection what would change it."""
