"""Two thousand members as they might be: what each shows, and what each is found for, written down apart."""

import random
from dataclasses import dataclass

import sqlalchemy as sa

from okprofs.directory.services.entries import Entry, all_labels, entry_of, put
from okprofs.kernel.db import transaction
from okprofs.organisations.rules.kinds import OrganisationKind as Kind
from okprofs.organisations.rules.provinces import Province
from okprofs.people.models import Account
from okprofs.people.rules.profession import Discipline, Position
from okprofs.people.rules.visibility import VisibleProfile

SIZE = 2000

_FIRST = """
Anneke Jan Mirjam Pieter Fatima Kees Roos Mohamed Ingrid Bram Els Tom Linda Esra Gerrit Marieke Dirk Hanneke Ali
Petra Johan Carla Willemijn Rachid Nynke Paul Sanne Frank Yvonne Bert Lotte Martijn Aisha Ron Tineke Cor Eva Hugo
Jolanda Stefan Nadia Arjan Ellen Theo Monique Sjoerd Karin Daan Wendy Rob Fenna Peter Irene Mark Anouk Geert Leila
Douwe Hilde Vincent Judith Casper Mieke Erik Zoë Joost Femke Ruben Saskia Thijs
"""
FIRST = _FIRST.split()
_LAST = """
Bakker|Visser|Smits|Kramer|Haddou|Vermeulen|Dekker|Jacobs|Hoekstra|Willems|Brouwer|Janssen|Jansen|Peeters
Scholten|Demir|Kuipers|Kuijpers|van Leeuwen|Blom|Bouzid|Sikkema|Verhoeven|Mol|Timmermans|Prins|Huisman|Koster
Bos|Bakkali|Gerritsen|van der Meer|Maas|Schouten|van Beek|Evers|Kok|Benali|de Boer|Wolters|Arts|Wiersma
Huizinga|Smit|van Vliet|Hermans|de Jong|Aalbers|Zwart|Hofman|Meijer|van Dam|Kaya|Terpstra|Claassen|Roelofs
Slot|Vink|Franken|van den Berg|Postma|Mulder|Hendriks|de Groot|Yıldız|El Amrani|de Vries|Veenstra|Nijland
Rietveld|Oosterhuis|Zandstra|Wassenaar|Engelen|Driessen|Koopmans|Schipper|Molenaar|Pronk|Verbeek
"""
LAST = [one for line in _LAST.splitlines() for one in line.split("|") if one]
_PLACES = """
Barneveld Nijkerk Ede Apeldoorn Arnhem Nijmegen Amersfoort Utrecht Zeist Amsterdam Haarlem Rotterdam Leiden Breda
Tilburg Eindhoven Maastricht Zwolle Enschede Groningen Leeuwarden Assen Almere Middelburg Houten Velsen Goes Delft
Gouda Hoorn Venlo Roermond Deventer Emmen Kampen Putten
"""
PLACES = _PLACES.split()
# They are there for certain.
NAMED = (("Anneke", "Bakker"), ("Jan", "de Boer"), ("Linda", "Kaya"), ("Hanneke", "Scholten"))
ELSEWHERE = (
    *((f"provincie {name}", Kind.PROVINCE) for name in ("Gelderland", "Overijssel", "Drenthe", "Zeeland", "Flevoland")),
    *((f"waterschap {name}", Kind.WATER_BOARD) for name in ("Vallei en Veluwe", "Rivierenland", "Aa en Maas")),
    ("Hoogheemraadschap van Delfland", Kind.WATER_BOARD),
    *((name, Kind.CENTRAL) for name in ("Rijkswaterstaat", "Belastingdienst", "UWV", "Kadaster", "RDW")),
    ("Omgevingsdienst De Vallei", Kind.JOINT),
    ("Veiligheidsregio Gelderland-Midden", Kind.JOINT),
)
# In which province some of these stand.
PROVINCES = {
    "gemeente Goes": Province.ZEELAND,
    "gemeente Middelburg": Province.ZEELAND,
    "provincie Zeeland": Province.ZEELAND,
    "gemeente Leeuwarden": Province.FRYSLAN,
}
# A title, the function that goes with it, and what it says of someone.
TITLES = (
    ("Kwaliteitsmanager", Position.MANAGER, "quality manager"),
    ("Manager kwaliteit", Position.MANAGER, "quality manager"),
    ("Kwaliteitsadviseur", Position.ADVISER, "quality adviser"),
    ("Adviseur kwaliteitszorg", Position.ADVISER, "quality adviser care"),
    ("Kwaliteitscoördinator", Position.OTHER, "quality coordinator"),
    ("Hoofd kwaliteit en control", Position.MANAGER, "quality control head"),
    ("Procesmanager", Position.MANAGER, "process manager"),
    ("Adviseur procesmanagement", Position.ADVISER, "process adviser management"),
    ("Procesregisseur", Position.OTHER, "process director-of"),
    ("Procesarchitect", Position.ADVISER, "process architect"),
    ("Lean-coach", Position.ADVISER, "lean coach"),
    ("Adviseur Lean", Position.ADVISER, "lean adviser"),
    ("Programmaleider Lean", Position.MANAGER, "lean programme leader"),
    ("Agile coach", Position.ADVISER, "agile coach"),
    ("Beleidsmedewerker dienstverlening", Position.POLICY_OFFICER, "service policy"),
    ("Manager dienstverlening", Position.MANAGER, "service manager"),
    ("Manager klantcontactcentrum", Position.MANAGER, "customer contact centre manager"),
    ("Teammanager burgerzaken", Position.MANAGER, "citizens team manager"),
    ("Beleidsmedewerker strategie", Position.POLICY_OFFICER, "strategy policy"),
    ("Concerncontroller", Position.OTHER, "controller concern"),
    ("Adviseur planning en control", Position.ADVISER, "planning control adviser"),
    ("HRM-adviseur", Position.ADVISER, "hrm adviser"),
    ("Gemeentesecretaris", Position.MUNICIPAL_SECRETARY, "secretary"),
    ("Informatiemanager", Position.MANAGER, "information manager"),
    ("KAM-coördinator", Position.OTHER, "kam coordinator"),
    ("Interne auditor", Position.ADVISER, "audit internal"),
    ("Adviseur organisatieontwikkeling", Position.ADVISER, "organisation development adviser"),
    ("Projectleider", Position.OTHER, "project leader"),
)
# What someone can be asked about, and what that is about.
TOPICS = (
    ("Klantreizen met echte klanten", "journey customer"),
    ("De klantreis in kaart", "journey customer"),
    ("Waardestromen tekenen", "valuestream"),
    ("Een waardestroom in een dag", "valuestream"),
    ("Dagstarts die blijven", "daystart"),
    ("Dagstart aan de balie", "daystart desk"),
    ("Interne audits die iets opleveren", "audit"),
    ("Waarderend auditen", "audit-ing"),
    ("Verbeterborden in de wijkteams", "board district team"),
    ("Het INK-model levend houden", "ink model"),
    ("ISO 9001 zonder papierwinkel", "iso"),
    ("ISO 55001", "iso"),
    ("HKZ", "hkz"),
    ("Zaakgericht werken", "case-work"),
    ("Six Sigma in de uitvoering", "sixsigma execution"),
    ("Kaizen in een week", "kaizen"),
    ("Brieven in begrijpelijk Nederlands", "letter plain"),
    ("Een begrijpelijke brief", "letter plain"),
    ("Klanttevredenheid meten", "satisfaction customer measure"),
    ("Kwaliteitsmetingen in dossiers", "measure quality file"),
    ("Benchmarken zonder angst", "benchmark"),
    ("Risicomanagement", "risk management"),
    ("Klachtenbehandeling", "complaint"),
    ("Van klacht naar verbetering", "complaint improve"),
    ("Green belts opleiden", "belt"),
    ("Procesplaten die mensen snappen", "process picture"),
    ("Kwaliteitscriteria voor vergunningen", "quality criterion permit"),
    ("Vergunningverlening versnellen", "permit"),
    ("Regie op ketens", "chain direction"),
    ("Ketensamenwerking", "chain cooperation"),
    ("Zelfevaluatie van teams", "evaluation team"),
    ("Verandermanagement", "change management"),
    ("Leidinggeven aan verbeteren", "leading improve"),
    ("Integriteit", "integrity"),
    ("Fouten vieren", "error"),
)
DISCIPLINES = {
    Discipline.QUALITY: "quality",
    Discipline.SERVICE_DELIVERY: "service",
    Discipline.LEAN: "lean kaizen",
    Discipline.PROCESS_MANAGEMENT: "process management",
    Discipline.CERTIFICATION: "quality certification",
    Discipline.ORGANISATION: "organisation",
    Discipline.CONTROLLING: "controlling",
    Discipline.HRM: "hrm",
    Discipline.STRATEGY: "strategy",
}
POSITIONS = {
    Position.MANAGER: "manager",
    Position.ADVISER: "adviser",
    Position.POLICY_OFFICER: "policy",
    Position.MUNICIPAL_SECRETARY: "secretary director",
    Position.OTHER: "",
}


@dataclass(frozen=True)
class Person:
    """A member, what they show, and by what they should be found: words of ours, not theirs."""

    public_id: str
    visible: VisibleProfile
    known_for: frozenset[str]


def crowd(seed: int = 2011) -> list[Person]:
    chance = random.Random(seed)
    return [_person(number, chance) for number in range(1, SIZE + 1)]


def _person(number: int, chance: random.Random) -> Person:
    first, last = NAMED[number - 1] if number <= len(NAMED) else (chance.choice(FIRST), chance.choice(LAST))
    place = chance.choice(PLACES)
    organisation, kind = chance.choice(ELSEWHERE) if chance.random() < 0.3 else (f"gemeente {place}", Kind.MUNICIPALITY)
    title, position, says = chance.choice(TITLES)
    disciplines = frozenset(chance.sample(list(DISCIPLINES), chance.randint(1, 2)))
    topics = chance.sample(TOPICS, chance.randint(0, 2))
    known = {f"first:{first}", f"last:{last}", f"at:{organisation}", f"kind:{kind.replace('_', ' ')}", *says.split()}
    known |= set(POSITIONS[position].split())
    for discipline in disciplines:
        known |= set(DISCIPLINES[discipline].split())
    for _, about in topics:
        known |= set(about.split())
    visible = VisibleProfile(
        name=f"{first} {last}",
        function_title=title,
        position=position,
        organisation_name=organisation,
        organisation_kind=kind,
        organisation_province=PROVINCES.get(organisation),
        disciplines=disciplines,
        ask_me_about=". ".join(text for text, _ in topics),
    )
    return Person(f"p{number}", visible, frozenset(known))


def admit(people: list[Person]) -> None:
    """Put them in the directory, by the rules by which everyone gets there."""
    labels = all_labels()
    entries: dict[int, Entry] = {}
    rows = []
    for number, person in enumerate(people, 1):
        entries[number] = entry_of(number, person.public_id, person.visible, labels)
        address = f"{number}@x.example"
        account = {"id": number, "public_id": person.public_id, "name": person.visible.name, "email": address}
        rows.append({**account, "language": "nl"})
    with transaction() as session:
        session.execute(sa.insert(Account), rows)
        put({}, entries)
