"""Who is in the demo club? Real organisations, invented people. Any likeness to someone is chance."""

from dataclasses import dataclass

from okprofs.organisations.rules.kinds import OrganisationKind
from okprofs.people.models import Office
from okprofs.people.rules.expertise import Language, Method, Willingness
from okprofs.people.rules.profession import Discipline, Position
from okprofs.people.rules.visibility import Field

PASSWORD = "peloton-naar-barneveld"
DOMAIN = "okprofs.example"

M, P, W, C, J = (
    OrganisationKind.MUNICIPALITY,
    OrganisationKind.PROVINCE,
    OrganisationKind.WATER_BOARD,
    OrganisationKind.CENTRAL,
    OrganisationKind.JOINT,
)

# Name, kind, province, e-mail domains.
ORGANISATIONS: tuple[tuple[str, OrganisationKind, str, tuple[str, ...]], ...] = (
    ("gemeente Barneveld", M, "Gelderland", ("barneveld.nl",)),
    ("gemeente Nijkerk", M, "Gelderland", ("nijkerk.eu",)),
    ("gemeente Ede", M, "Gelderland", ("ede.nl",)),
    ("gemeente Apeldoorn", M, "Gelderland", ("apeldoorn.nl",)),
    ("gemeente Arnhem", M, "Gelderland", ("arnhem.nl",)),
    ("gemeente Nijmegen", M, "Gelderland", ("nijmegen.nl",)),
    ("gemeente Amersfoort", M, "Utrecht", ("amersfoort.nl",)),
    ("gemeente Utrecht", M, "Utrecht", ("utrecht.nl",)),
    ("gemeente Zeist", M, "Utrecht", ("zeist.nl",)),
    ("gemeente Amsterdam", M, "Noord-Holland", ("amsterdam.nl",)),
    ("gemeente Haarlem", M, "Noord-Holland", ("haarlem.nl",)),
    ("gemeente Rotterdam", M, "Zuid-Holland", ("rotterdam.nl",)),
    ("gemeente Leiden", M, "Zuid-Holland", ("leiden.nl",)),
    ("gemeente Breda", M, "Noord-Brabant", ("breda.nl",)),
    ("gemeente Tilburg", M, "Noord-Brabant", ("tilburg.nl",)),
    ("gemeente Eindhoven", M, "Noord-Brabant", ("eindhoven.nl",)),
    ("gemeente Maastricht", M, "Limburg", ("maastricht.nl",)),
    ("gemeente Zwolle", M, "Overijssel", ("zwolle.nl",)),
    ("gemeente Enschede", M, "Overijssel", ("enschede.nl",)),
    ("gemeente Groningen", M, "Groningen", ("groningen.nl",)),
    ("gemeente Leeuwarden", M, "Fryslân", ("leeuwarden.nl",)),
    ("gemeente Assen", M, "Drenthe", ("assen.nl",)),
    ("gemeente Almere", M, "Flevoland", ("almere.nl",)),
    ("gemeente Middelburg", M, "Zeeland", ("middelburg.nl",)),
    ("provincie Gelderland", P, "Gelderland", ("gelderland.nl",)),
    ("provincie Utrecht", P, "Utrecht", ("provincie-utrecht.nl",)),
    ("provincie Overijssel", P, "Overijssel", ("overijssel.nl",)),
    ("waterschap Vallei en Veluwe", W, "Gelderland", ("vallei-veluwe.nl",)),
    ("waterschap Rivierenland", W, "Gelderland", ("wsrl.nl",)),
    ("waterschap Aa en Maas", W, "Noord-Brabant", ("aaenmaas.nl",)),
    ("Rijkswaterstaat", C, "", ("rws.nl",)),
    ("Belastingdienst", C, "", ("belastingdienst.nl",)),
    ("UWV", C, "", ("uwv.nl",)),
    ("Kadaster", C, "", ("kadaster.nl",)),
    ("RDW", C, "", ("rdw.nl",)),
    ("Veiligheids- en Gezondheidsregio Gelderland-Midden", J, "Gelderland", ("vggm.nl",)),
    ("Omgevingsdienst De Vallei", J, "Gelderland", ("oddevallei.nl",)),
)


@dataclass(frozen=True)
class Person:
    name: str
    organisation: str
    position: Position
    title: str
    disciplines: frozenset[Discipline]
    ask_me_about: str = ""
    is_findable: bool = True
    shows_phone: bool = False


@dataclass(frozen=True)
class Role:
    """One of the cast: the address says what they are."""

    address: str
    offices: tuple[Office, ...]
    person: Person


_DISCIPLINES = {
    "q": Discipline.QUALITY,
    "s": Discipline.SERVICE_DELIVERY,
    "l": Discipline.LEAN,
    "p": Discipline.PROCESS_MANAGEMENT,
    "c": Discipline.CERTIFICATION,
    "o": Discipline.ORGANISATION,
    "k": Discipline.CONTROLLING,
    "h": Discipline.HRM,
    "t": Discipline.STRATEGY,
}
_POSITIONS = {
    "m": Position.MANAGER,
    "a": Position.ADVISER,
    "b": Position.POLICY_OFFICER,
    "g": Position.MUNICIPAL_SECRETARY,
    "x": Position.OTHER,
}


def _person(name: str, organisation: str, position: str, title: str, disciplines: str, about: str = "") -> Person:
    return Person(
        name,
        organisation,
        _POSITIONS[position],
        title,
        frozenset(_DISCIPLINES[letter] for letter in disciplines),
        about,
        shows_phone=bool(about) and len(name) % 2 == 0,
    )


CAST: tuple[Role, ...] = (
    Role(
        "beheerder",
        (Office.ADMINISTRATOR,),
        _person(
            "Wim de Groot", "gemeente Utrecht", "a", "Adviseur kwaliteit", "qp", "Hoe je een netwerk draaiend houdt"
        ),
    ),
    Role(
        "ballotage",
        (Office.REVIEWER,),
        _person("Anneke Bakker", "gemeente Barneveld", "a", "Adviseur Lean", "lp", "Dagstarts, en hoe je ze volhoudt"),
    ),
    Role(
        "organisator",
        (Office.ORGANISER,),
        _person(
            "Joke Hendriks", "provincie Gelderland", "m", "Manager bedrijfsvoering", "ql", "Seminars voor honderd man"
        ),
    ),
    Role(
        "penningmeester",
        (Office.TREASURER,),
        _person("Henk Mulder", "gemeente Ede", "a", "Concerncontroller", "kq", "Wat kwaliteit opbrengt in euro’s"),
    ),
    Role(
        "moderator",
        (Office.MODERATOR,),
        _person("Saskia Postma", "gemeente Leeuwarden", "b", "Beleidsmedewerker dienstverlening", "sq"),
    ),
    Role(
        "lid",
        (),
        _person(
            "Fatima Haddou",
            "waterschap Vallei en Veluwe",
            "m",
            "Kwaliteitsmanager",
            "qc",
            "ISO 9001 zonder papierwinkel",
        ),
    ),
    Role(
        "secretaris",
        (),
        _person(
            "Mirjam Smits",
            "gemeente Nijkerk",
            "g",
            "Gemeentesecretaris",
            "l",
            "Lean vanuit de top, zonder het over te nemen",
        ),
    ),
)

# Of the members below, who read applications as well.
FURTHER_REVIEWERS = ("jan.visser", "pieter.kramer")

MEMBERS: tuple[Person, ...] = (
    _person("Jan Visser", "gemeente Ede", "m", "Manager dienstverlening", "sl", "Burgerzaken zonder wachtrij"),
    _person(
        "Pieter Kramer", "Rijkswaterstaat", "a", "Procesmanager", "pl", "Waardestromen tekenen met een heel district"
    ),
    _person("Ingrid van den Berg", "Rijkswaterstaat", "m", "Programmamanager Lean", "l", "Lean concernbreed invoeren"),
    _person("Bram Jacobs", "gemeente Tilburg", "a", "Adviseur procesmanagement", "p", "Zaakgericht werken"),
    _person("Els Dekker", "gemeente Amersfoort", "a", "Kwaliteitsadviseur", "q", "Het INK-model levend houden"),
    _person("Mohamed El Amrani", "gemeente Rotterdam", "a", "Lean-coach", "l", "Verbeterborden in de wijkteams"),
    _person("Roos van Dijk", "gemeente Zwolle", "b", "Beleidsmedewerker kwaliteit", "qs"),
    _person(
        "Kees Vermeulen", "gemeente Breda", "m", "Hoofd kwaliteit en control", "qk", "Interne audits die iets opleveren"
    ),
    _person(
        "Linda Hoekstra", "gemeente Groningen", "a", "Adviseur dienstverlening", "s", "Klantreizen met echte klanten"
    ),
    _person("Tom Willems", "UWV", "m", "Manager procesverbetering", "pl", "Six Sigma in de uitvoering"),
    _person(
        "Esra Yıldız", "gemeente Amsterdam", "a", "Adviseur organisatieontwikkeling", "lo", "Van project naar gewoonte"
    ),
    _person("Gerrit Brouwer", "waterschap Rivierenland", "a", "KAM-coördinator", "c", "Drie certificaten, één systeem"),
    _person("Marieke de Vries", "Kadaster", "m", "Kwaliteitsmanager", "qc", "Klanttevredenheid meten"),
    _person("Dirk Janssen", "gemeente Maastricht", "a", "Adviseur bedrijfsvoering", "po"),
    _person("Hanneke Scholten", "gemeente Enschede", "a", "Lean-adviseur", "l", "Kaizen in een week"),
    _person("Ali Demir", "gemeente Arnhem", "b", "Beleidsmedewerker strategie", "tq"),
    _person("Petra Kuipers", "provincie Overijssel", "a", "Adviseur kwaliteitszorg", "qc", "Zelfevaluatie van teams"),
    _person("Johan van Leeuwen", "Belastingdienst", "m", "Manager kwaliteit", "qp", "Fouten vieren"),
    _person("Carla Peeters", "gemeente Eindhoven", "a", "Procesadviseur", "p"),
    _person(
        "Willemijn Blom",
        "gemeente Leiden",
        "a",
        "Adviseur klantgericht werken",
        "sq",
        "Brieven in begrijpelijk Nederlands",
    ),
    _person("Rachid Bouzid", "gemeente Utrecht", "a", "Adviseur Lean en innovatie", "l"),
    _person("Nynke Sikkema", "gemeente Leeuwarden", "a", "Kwaliteitsadviseur", "q", "Waarderend auditen"),
    _person("Paul Verhoeven", "waterschap Aa en Maas", "m", "Hoofd kwaliteit", "qc"),
    _person("Sanne Mol", "RDW", "a", "Procesarchitect", "p", "Procesplaten die mensen snappen"),
    _person("Frank Timmermans", "gemeente Apeldoorn", "m", "Teammanager burgerzaken", "sl", "Dagstart aan de balie"),
    _person("Yvonne Prins", "gemeente Haarlem", "a", "HRM-adviseur leren", "hl", "Green belts opleiden"),
    _person("Bert Huisman", "gemeente Assen", "g", "Gemeentesecretaris", "lq"),
    _person("Lotte Koster", "gemeente Nijmegen", "a", "Adviseur kwaliteit", "q", "Benchmarken zonder angst"),
    _person(
        "Martijn Bos",
        "Omgevingsdienst De Vallei",
        "m",
        "Kwaliteitscoördinator",
        "qc",
        "Kwaliteitscriteria voor vergunningen",
    ),
    _person("Aisha Bakkali", "gemeente Almere", "a", "Adviseur dienstverlening", "s"),
    _person("Ron Gerritsen", "gemeente Barneveld", "m", "Programmaleider Lean", "l", "Twee jaar gemeentebreed Lean"),
    _person("Tineke van der Meer", "gemeente Barneveld", "b", "Beleidsmedewerker dienstverlening", "s"),
    _person("Cor Maas", "provincie Utrecht", "a", "Concernadviseur", "ot"),
    _person("Eva Schouten", "gemeente Zeist", "a", "Kwaliteitsmedewerker", "q"),
    _person(
        "Hugo van Beek", "Veiligheids- en Gezondheidsregio Gelderland-Midden", "a", "Adviseur kwaliteit", "qc", "HKZ"
    ),
    _person("Jolanda Evers", "gemeente Middelburg", "b", "Beleidsmedewerker organisatie", "oq"),
    _person("Stefan Kok", "gemeente Rotterdam", "m", "Afdelingsmanager procesmanagement", "p", "Regie op ketens"),
    _person("Nadia Benali", "gemeente Amsterdam", "a", "Lean-adviseur", "l", "Lean en de menselijke maat"),
    _person("Arjan de Boer", "gemeente Ede", "a", "Auditor", "c"),
    _person("Ellen Wolters", "gemeente Zwolle", "m", "Manager klantcontactcentrum", "s", "Bellen zonder menu"),
    _person("Theo Kuijpers", "gemeente Breda", "a", "Adviseur planning en control", "kp"),
    _person("Monique Arts", "gemeente Eindhoven", "a", "Adviseur continu verbeteren", "lq", "Verbeterteams begeleiden"),
    _person(
        "Sjoerd Wiersma", "gemeente Groningen", "a", "Procesmanager", "p", "Processen tekenen met de mensen die ze doen"
    ),
    _person("Karin Huizinga", "gemeente Assen", "b", "Beleidsmedewerker kwaliteitszorg", "q"),
    _person("Daan Smit", "Kadaster", "a", "Agile coach", "l"),
    _person("Wendy van Vliet", "UWV", "a", "Kwaliteitsadviseur", "q", "Kwaliteitsmetingen in dossiers"),
    _person("Rob Hermans", "gemeente Maastricht", "m", "Hoofd publieksdienst", "s"),
    _person("Fenna de Jong", "waterschap Vallei en Veluwe", "a", "Lean-coach", "l", "Verbeteren in de buitendienst"),
    _person("Peter Aalbers", "provincie Gelderland", "a", "Strategisch adviseur", "tq"),
    _person("Irene Zwart", "gemeente Apeldoorn", "a", "Kwaliteitscoördinator", "qc"),
    _person("Mark Hofman", "Belastingdienst", "a", "Black belt", "l", "Statistiek voor mensen die er niet van houden"),
    _person("Anouk Meijer", "gemeente Leiden", "b", "Beleidsmedewerker HRM", "hq"),
    _person("Geert van Dam", "gemeente Nijmegen", "a", "Procesregisseur", "p"),
    _person("Leila Kaya", "gemeente Arnhem", "a", "Adviseur dienstverlening", "s", "Eenvoudige formulieren"),
    _person("Douwe Terpstra", "gemeente Leeuwarden", "m", "Manager bedrijfsvoering", "oq"),
    _person("Hilde Claassen", "gemeente Tilburg", "a", "Adviseur kwaliteit", "ql"),
    _person("Vincent Roelofs", "Rijkswaterstaat", "a", "Adviseur assetmanagement", "pc", "ISO 55001"),
    _person("Judith Slot", "gemeente Almere", "m", "Programmamanager dienstverlening", "sl"),
    _person("Casper Vink", "RDW", "a", "Kwaliteitsmanager", "qc"),
    _person(
        "Mieke Franken",
        "gemeente Haarlem",
        "a",
        "Adviseur concernkwaliteit",
        "qt",
        "Kwaliteit op de agenda van de directie",
    ),
)

# Some do not want to be found; everything works for them all the same.
HIDDEN = frozenset({"Arjan de Boer", "Anouk Meijer", "Peter Aalbers"})

# What they tell besides, in turn. The same subject in two spellings is shown as one.
TOPICS: tuple[tuple[str, ...], ...] = (
    ("Dagstarts", "Verbeterborden"),
    ("Klantreizen",),
    (),
    ("Waardestroomanalyse", "Dagstarts"),
    ("Interne audits", "Kwaliteitshandboek"),
    (),
    ("Waardestroom-analyse", "Zaakgericht werken"),
    ("Klachten als bron", "Klantreizen", "Eenvoudige taal"),
)
METHODS: tuple[frozenset[Method], ...] = (
    frozenset({Method.LEAN, Method.PDCA}),
    frozenset(),
    frozenset({Method.INK}),
    frozenset({Method.ISO_9001, Method.HKZ}),
    frozenset({Method.LEAN, Method.SIX_SIGMA}),
)
CERTIFICATES: tuple[tuple[str, ...], ...] = (
    (),
    ("Lean Six Sigma Green Belt",),
    (),
    ("Lead auditor ISO 9001", "INK-assessor"),
    (),
    (),
    ("Lean Six Sigma Black Belt",),
)
WILLING_TO: tuple[frozenset[Willingness], ...] = (
    frozenset(),
    frozenset({Willingness.MENTOR, Willingness.READ_ALONG}),
    frozenset({Willingness.HOST_VISIT}),
    frozenset(),
    frozenset({Willingness.SPEAK}),
    frozenset(Willingness),
)
LANGUAGES: tuple[frozenset[Language], ...] = (
    frozenset({Language.DUTCH, Language.ENGLISH}),
    frozenset(),
    frozenset({Language.DUTCH, Language.FRISIAN, Language.GERMAN}),
)
SHOWN = (
    Field.MESSAGES,
    Field.ASK_ME_ABOUT,
    Field.METHODS,
    Field.CERTIFICATES,
    Field.EXPERIENCE,
    Field.LANGUAGES,
    Field.WILLING_TO,
)
