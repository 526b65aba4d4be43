"""Which words do people's pages use? A label for every value, and a sentence for every refusal."""

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l

from okprofs.people.models import Account, Office
from okprofs.people.queries import sessions_of
from okprofs.people.rules.browsers import recognise
from okprofs.people.rules.expertise import Language, Method, Willingness
from okprofs.people.rules.passwords import PasswordRefusal
from okprofs.people.rules.profession import Discipline, Position
from okprofs.people.rules.visibility import Audience, Field
from okprofs.people.services.sessions import is_over

OFFICE_LABELS: Mapping[Office, LazyString] = {
    Office.REVIEWER: _l("Ballotage"),
    Office.ORGANISER: _l("Organisator"),
    Office.TREASURER: _l("Penningmeester"),
    Office.MODERATOR: _l("Moderator"),
    Office.ADMINISTRATOR: _l("Beheerder"),
}

OFFICE_TASKS: Mapping[Office, LazyString] = {
    Office.REVIEWER: _l("Beoordeelt aanvragen, en ziet daarvoor wat aanvragers over zichzelf vertellen."),
    Office.ORGANISER: _l("Zet bijeenkomsten op, en ziet wie zich aanmeldt."),
    Office.TREASURER: _l("Volgt wat er betaald is en wat nog openstaat."),
    Office.MODERATOR: _l("Houdt het gesprek tussen leden in de gaten."),
    Office.ADMINISTRATOR: _l("Verdeelt de rollen, en leest het logboek en de post."),
}

POSITION_LABELS: Mapping[Position, LazyString] = {
    Position.MANAGER: _l("Manager"),
    Position.ADVISER: _l("Adviseur"),
    Position.POLICY_OFFICER: _l("Beleidsmedewerker"),
    Position.MUNICIPAL_SECRETARY: _l("Gemeentesecretaris of directeur"),
    Position.OTHER: _l("Andere functie"),
}

DISCIPLINE_LABELS: Mapping[Discipline, LazyString] = {
    Discipline.QUALITY: _l("Kwaliteit"),
    Discipline.SERVICE_DELIVERY: _l("Dienstverlening"),
    Discipline.LEAN: _l("Lean/Kaizen"),
    Discipline.PROCESS_MANAGEMENT: _l("Procesmanagement"),
    Discipline.CERTIFICATION: _l("Kwaliteitscertificering"),
    Discipline.ORGANISATION: _l("Organisatie"),
    Discipline.CONTROLLING: _l("Controlling"),
    Discipline.HRM: _l("HRM"),
    Discipline.STRATEGY: _l("Strategie"),
    Discipline.OTHER: _l("Ander vakgebied"),
}

METHOD_LABELS: Mapping[Method, LazyString] = {
    Method.LEAN: _l("Lean"),
    Method.SIX_SIGMA: _l("Six Sigma"),
    Method.INK: _l("INK-managementmodel"),
    Method.EFQM: _l("EFQM"),
    Method.CAF: _l("CAF (Common Assessment Framework)"),
    Method.ISO_9001: _l("ISO 9001"),
    Method.HKZ: _l("HKZ"),
    Method.PDCA: _l("PDCA"),
    Method.AGILE: _l("Agile en Scrum"),
    Method.APPRECIATIVE: _l("Waarderend onderzoek"),
}

WILLINGNESS_LABELS: Mapping[Willingness, LazyString] = {
    Willingness.SPEAK: _l("Spreken op een bijeenkomst"),
    Willingness.HOST_VISIT: _l("Een werkbezoek ontvangen"),
    Willingness.MENTOR: _l("Mentor zijn"),
    Willingness.READ_ALONG: _l("Meelezen met een stuk"),
}

# The languages that someone speaks; those of the site are below.
SPOKEN_LABELS: Mapping[Language, LazyString] = {
    Language.DUTCH: _l("Nederlands"),
    Language.FRISIAN: _l("Fries"),
    Language.PAPIAMENTO: _l("Papiaments"),
    Language.SIGN_LANGUAGE: _l("Nederlandse Gebarentaal"),
    Language.ENGLISH: _l("Engels"),
    Language.GERMAN: _l("Duits"),
    Language.FRENCH: _l("Frans"),
    Language.SPANISH: _l("Spaans"),
    Language.POLISH: _l("Pools"),
    Language.TURKISH: _l("Turks"),
    Language.ARABIC: _l("Arabisch"),
    Language.UKRAINIAN: _l("Oekraïens"),
}

# The question for whom a part of the profile is, and the answers.
FIELD_LABELS: Mapping[Field, LazyString] = {
    Field.FUNCTION: _l("Wie mag je functie zien?"),
    Field.ORGANISATION: _l("Wie mag je organisatie zien?"),
    Field.DISCIPLINES: _l("Wie mag je vakgebieden zien?"),
    Field.ASK_ME_ABOUT: _l("Wie mag zien waar je over te vragen bent?"),
    Field.METHODS: _l("Wie mag je methoden zien?"),
    Field.CERTIFICATES: _l("Wie mag je certificaten zien?"),
    Field.EXPERIENCE: _l("Wie mag je ervaring zien?"),
    Field.LANGUAGES: _l("Wie mag je talen zien?"),
    Field.WILLING_TO: _l("Wie mag zien wat je wilt doen?"),
    Field.PHONE: _l("Wie mag je telefoonnummer zien?"),
    Field.LINK: _l("Wie mag deze link zien?"),
    Field.PHOTO: _l("Wie mag je foto zien?"),
    Field.MESSAGES: _l("Wie mag je schrijven?"),
}

AUDIENCE_LABELS: Mapping[Audience, LazyString] = {
    Audience.NOBODY: _l("Niemand"),
    Audience.GROUPS: _l("Alleen wie met mij in een intervisiegroep zit"),
    Audience.MEMBERS: _l("Leden"),
    Audience.EVERYONE: _l("Iedereen"),
}

LANGUAGE_LABELS: Mapping[str, str] = {"nl": "Nederlands", "en": "English"}

REFUSALS: Mapping[str, LazyString] = {
    "credentials_wrong": _l(
        "Dit e-mailadres en wachtwoord horen niet bij elkaar. Probeer het opnieuw, of laat je een inloglink mailen."
    ),
    "password_wrong": _l("Dit wachtwoord klopt niet. Probeer het opnieuw, of laat je een inloglink mailen."),
    "address_invalid": _l("Dit is geen e-mailadres waar we naartoe kunnen schrijven. Controleer of het klopt."),
    "address_same": _l("Dit is al je e-mailadres."),
    "address_taken": _l("Dit e-mailadres kun je niet gebruiken. Kies een ander."),
    "account_unknown": _l("Er is geen account met dit e-mailadres. Vraag de ander eerst een account te maken."),
    "account_is_blocked": _l("Dit account is geblokkeerd."),
    "account_needed": _l("Dit account is nog nodig."),
    "account_is_own": _l("Dit is je eigen account. Vraag een andere beheerder om het te blokkeren."),
    "address_without_account": _l("Er is geen account met dit e-mailadres."),
    "holds_office_already": _l("Deze persoon heeft die rol al."),
    "last_administrator": _l("Dit is de laatste beheerder. Maak eerst iemand anders beheerder."),
    "administrator_no_more": _l("Je bent geen beheerder meer."),
    "name_too_short": _l("Vul een naam in van minstens twee letters."),
    "name_too_long": _l("Vul een naam in van hoogstens 100 tekens."),
    "name_unlikely": _l(
        "In een naam kan geen webadres staan, en geen van de tekens @ : / < > [ ] { } | =. "
        "Zet na een voorletter met punt een spatie."
    ),
    "year_unlikely": _l("Vul een jaar in tussen 1950 en nu."),
    "wordings_too_many": _l("Noem er hoogstens %(most)s."),
    "wording_too_long": _l("Houd elk onderdeel korter dan %(longest)s tekens, en zet er een komma tussen."),
    "photo_too_large": _l("Deze foto is te groot. Kies er een van hoogstens 8 MB en 25 megapixel."),
    "photo_too_small": _l("Deze foto is te klein. Kies er een van minstens %(side)s bij %(side)s beeldpunten."),
    "photo_unreadable": _l("Dit is geen foto die we kunnen lezen. Kies een JPEG, PNG of WebP."),
    PasswordRefusal.TOO_SHORT: _l("Kies een wachtwoord van minstens %(minimum)s tekens."),
    PasswordRefusal.TOO_LONG: _l("Kies een wachtwoord van hoogstens %(maximum)s tekens."),
    PasswordRefusal.NOT_TEXT: _l("In dit wachtwoord staat iets dat geen teken is. Typ het opnieuw."),
    PasswordRefusal.COMMON: _l(
        "Dit wachtwoord is te makkelijk te raden: het lijkt op een wachtwoord dat veel mensen gebruiken. "
        "Vier willekeurige woorden achter elkaar is een goed wachtwoord."
    ),
    PasswordRefusal.FROM_CONTEXT: _l(
        "Dit wachtwoord is te makkelijk te raden: het lijkt op je naam, je adres, je werk of op ons. "
        "Vier willekeurige woorden achter elkaar is een goed wachtwoord."
    ),
}


def browser_in_words(user_agent: str) -> str:
    """Firefox op Windows; less when we know less."""
    browser = recognise(user_agent)
    if browser.program and browser.system:
        return str(gettext("%(program)s op %(system)s", program=browser.program, system=browser.system))
    return browser.program or browser.system or str(gettext("Onbekende browser"))


def account_shown(account: Account) -> dict[str, Any]:
    """What an administrator sees of an account, for `people/_account.html`."""
    return {
        "account": account,
        "offices": [OFFICE_LABELS[office] for office in sorted(account.offices)],
        "sessions": [found for found in sessions_of(account) if not is_over(found)],
        "browser_in_words": browser_in_words,
    }
