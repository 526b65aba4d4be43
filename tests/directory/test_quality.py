"""How good is the search? Of many questions: who must be found, and who must not.

Prints what is found with each question that falls short, and precision and recall of all (`pytest -s`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from okprofs.directory import queries
from okprofs.directory.queries import Search
from okprofs.kernel.search import asked_terms
from tests.directory.crowd import Person, admit, crowd

AT = 10

# What is typed, and what someone is known for who is meant: all of these, where "a|b" is one or the other.
ASKED: tuple[tuple[str, str], ...] = (
    # Names
    ("anneke", "first:Anneke"),
    ("Kees", "first:Kees"),
    ("mohamed", "first:Mohamed"),
    ("zoe", "first:Zoë"),
    ("ron", "first:Ron"),
    ("jan", "first:Jan"),
    ("bakker", "last:Bakker"),
    ("visser", "last:Visser"),
    ("de vries", "last:de_Vries"),
    ("van der meer", "last:van_der_Meer"),
    ("meer", "last:van_der_Meer"),
    ("yildiz", "last:Yıldız"),
    ("el amrani", "last:El_Amrani"),
    ("berg", "last:van_den_Berg"),
    ("bos", "last:Bos"),
    ("maas", "last:Maas|at:waterschap_Aa_en_Maas"),
    ("prins", "last:Prins"),
    ("smit", "last:Smit"),
    ("scholten", "last:Scholten"),
    ("kok", "last:Kok"),
    ("mol", "last:Mol"),
    ("anneke bakker", "first:Anneke last:Bakker"),
    ("bakker anneke", "first:Anneke last:Bakker"),
    ("jan de boer", "first:Jan last:de_Boer"),
    ("linda kaya", "first:Linda last:Kaya"),
    ("hoekstra zwolle", "last:Hoekstra at:gemeente_Zwolle"),
    # Names that sound alike
    ("jansen", "last:Jansen|last:Janssen"),
    ("janssen", "last:Janssen|last:Jansen"),
    ("kuipers", "last:Kuipers|last:Kuijpers"),
    ("kuypers", "last:Kuipers|last:Kuijpers"),
    ("meyer", "last:Meijer"),
    ("meier", "last:Meijer"),
    ("eric", "first:Erik"),
    ("carin", "first:Karin"),
    ("klaassen", "last:Claassen"),
    ("terpsdra", "last:Terpstra"),
    # Places and organisations
    ("barneveld", "at:gemeente_Barneveld"),
    ("gemeente barneveld", "at:gemeente_Barneveld"),
    ("leiden", "at:gemeente_Leiden"),
    ("zeeland", "at:gemeente_Goes|at:gemeente_Middelburg|at:provincie_Zeeland"),
    ("friesland", "at:gemeente_Leeuwarden"),
    ("lean fryslân", "lean at:gemeente_Leeuwarden"),
    ("houten", "at:gemeente_Houten"),
    ("assen", "at:gemeente_Assen"),
    ("ede", "at:gemeente_Ede"),
    ("goes", "at:gemeente_Goes"),
    ("putten", "at:gemeente_Putten"),
    ("hoorn", "at:gemeente_Hoorn"),
    ("utrecht", "at:gemeente_Utrecht"),
    ("amster", "at:gemeente_Amsterdam"),
    ("rotterd", "at:gemeente_Rotterdam"),
    ("waterschap", "kind:water_board"),
    ("waterschappen", "kind:water_board"),
    ("rivierenland", "at:waterschap_Rivierenland"),
    ("vallei en veluwe", "at:waterschap_Vallei_en_Veluwe"),
    ("provincie zeeland", "at:provincie_Zeeland"),
    ("provincies", "kind:province"),
    ("rijkswaterstaat", "at:Rijkswaterstaat"),
    ("waterstaat", "at:Rijkswaterstaat"),
    ("belastingdienst", "at:Belastingdienst"),
    ("belasting", "at:Belastingdienst"),
    ("uwv", "at:UWV"),
    ("kadaster", "at:Kadaster"),
    ("omgevingsdienst", "at:Omgevingsdienst_De_Vallei"),
    ("omgeving", "at:Omgevingsdienst_De_Vallei"),
    ("veiligheidsregio", "at:Veiligheidsregio_Gelderland-Midden"),
    ("regio", "at:Veiligheidsregio_Gelderland-Midden"),
    ("delfland", "at:Hoogheemraadschap_van_Delfland"),
    ("gemeenten", "kind:municipality"),
    # What someone is, from either half, in one or several
    ("kwaliteit", "quality"),
    ("kwaliteitsmanager", "quality manager"),
    ("kwaliteitsmanagers", "quality manager"),
    ("kwaliteit manager", "quality manager"),
    ("manager kwaliteit", "quality manager"),
    ("kwaliteitsadviseur", "quality adviser"),
    ("kwaliteitsadviseurs", "quality adviser"),
    ("adviseur kwaliteit", "quality adviser"),
    ("kwaliteitscoordinator", "quality coordinator"),
    ("coördinator", "coordinator"),
    ("procesmanager", "process manager"),
    ("procesmanagers", "process manager"),
    ("procesregisseur", "process director-of"),
    ("regisseur", "director-of"),
    ("architect", "architect"),
    ("procesadviseur", "process adviser"),
    ("lean coach", "lean coach"),
    ("leancoach", "lean coach"),
    ("coach", "coach"),
    ("coaches", "coach"),
    ("adviseur lean", "lean adviser"),
    ("leanadviseur", "lean adviser"),
    ("programmaleider", "programme leader"),
    ("leider", "leader"),
    ("beleidsmedewerker", "policy"),
    ("medewerker", "policy"),
    ("beleid", "policy"),
    ("beleidsmedewerkers dienstverlening", "policy service"),
    ("dienstverlening", "service"),
    ("klantcontact", "contact"),
    ("contactcentrum", "contact"),
    ("centrum", "centre"),
    ("burgerzaken", "citizens"),
    ("teammanager", "team manager"),
    ("controller", "controller"),
    ("controllers", "controller"),
    ("concern", "concern"),
    ("hrm adviseur", "hrm adviser"),
    ("gemeentesecretaris", "secretary"),
    ("secretaris", "secretary"),
    ("informatiemanager", "information manager"),
    ("informatie", "information"),
    ("kam", "kam"),
    ("auditor", "audit internal"),
    ("organisatieontwikkeling", "organisation development"),
    ("ontwikkeling", "development"),
    ("projectleiders", "project leader"),
    ("lean", "lean"),
    ("strategie", "strategy"),
    # What someone knows of
    ("klantreis", "journey"),
    ("klantreizen", "journey"),
    ("klanten", "customer"),
    ("waardestroom", "valuestream"),
    ("waardestromen", "valuestream"),
    ("dagstart", "daystart"),
    ("dagstarts", "daystart"),
    ("audits", "audit"),
    ("audit", "audit|audit-ing"),
    ("verbeterbord", "board"),
    ("wijkteam", "district"),
    ("wijkteams", "district"),
    ("ink", "ink"),
    ("ink model", "ink"),
    ("iso 9001", "iso"),
    ("iso", "iso"),
    ("zaakgericht werken", "case-work"),
    ("six sigma", "sixsigma"),
    ("kaizen", "kaizen"),
    ("brief", "letter"),
    ("brieven", "letter"),
    ("tevredenheid", "satisfaction"),
    ("klanttevredenheid", "satisfaction"),
    ("metingen", "measure"),
    ("benchmark", "benchmark"),
    ("risico", "risk"),
    ("klacht", "complaint"),
    ("klachten", "complaint"),
    ("green belt", "belt"),
    ("procesplaat", "process picture"),
    ("criterium", "criterion"),
    ("vergunning", "permit"),
    ("vergunningen", "permit"),
    ("keten", "chain"),
    ("ketens", "chain"),
    ("zelfevaluatie", "evaluation"),
    ("evaluatie", "evaluation"),
    ("verandermanagement", "change"),
    ("leidinggeven", "leading"),
    ("integriteit", "integrity"),
    ("fout", "error"),
    # Of each something
    ("lean zwolle", "lean at:gemeente_Zwolle"),
    ("kwaliteitsmanager waterschap", "quality manager kind:water_board"),
    ("lean rijkswaterstaat", "lean at:Rijkswaterstaat"),
    ("klantreis gemeente breda", "journey at:gemeente_Breda"),
    ("coach lean arnhem", "coach lean at:gemeente_Arnhem"),
    ("adviseur bij de provincie", "adviser kind:province"),
    ("kwaliteit belastingdienst", "quality at:Belastingdienst"),
    ("dagstarts van de gemeente", "daystart kind:municipality"),
    ("hrm tilburg", "hrm at:gemeente_Tilburg"),
)

MISSPELLED: tuple[tuple[str, str], ...] = (
    ("kwaltiet", "quality"),
    ("kwalitiet", "quality"),
    ("kwaliteitmanager", "quality manager"),
    ("kwaliteitsmanger", "quality manager"),
    ("kwaliteitsadvisuer", "quality adviser"),
    ("procesmanegement", "process management"),
    ("procesmanger", "process manager"),
    ("dienstverlenig", "service"),
    ("dienstverleening", "service"),
    ("beleidsmedwerker", "policy"),
    ("beleidsmedewerkster", "policy"),
    ("gemeentesecertaris", "secretary"),
    ("coordiantor", "coordinator"),
    ("controler", "controller"),
    ("stratgie", "strategy"),
    ("barnveld", "at:gemeente_Barneveld"),
    ("barneveldt", "at:gemeente_Barneveld"),
    ("apeldorn", "at:gemeente_Apeldoorn"),
    ("nijmgen", "at:gemeente_Nijmegen"),
    ("amersvoort", "at:gemeente_Amersfoort"),
    ("maastrict", "at:gemeente_Maastricht"),
    ("groningn", "at:gemeente_Groningen"),
    ("leeuwaarden", "at:gemeente_Leeuwarden"),
    ("eindoven", "at:gemeente_Eindhoven"),
    ("rijkswaterstat", "at:Rijkswaterstaat"),
    ("belasingdienst", "at:Belastingdienst"),
    ("kadastter", "at:Kadaster"),
    ("watershap", "kind:water_board"),
    ("omgevinsdienst", "at:Omgevingsdienst_De_Vallei"),
    ("rivierland", "at:waterschap_Rivierenland"),
    ("hoekstre", "last:Hoekstra"),
    ("vermeullen", "last:Vermeulen"),
    ("timermans", "last:Timmermans"),
    ("verhoven", "last:Verhoeven"),
    ("haddu", "last:Haddou"),
    ("gerritsn", "last:Gerritsen"),
    ("wilemijn", "first:Willemijn"),
    ("mohammed", "first:Mohamed"),
    ("marijke", "first:Marieke"),
    ("aneke bakker", "first:Anneke last:Bakker"),
    ("hanneke scolten", "first:Hanneke last:Scholten"),
    ("klantries", "journey"),
    ("waardestrom", "valuestream"),
    ("tevredenhied", "satisfaction"),
    ("benchmerk", "benchmark"),
    ("vergunig", "permit"),
    ("integritiet", "integrity"),
    ("lean zwole", "lean at:gemeente_Zwolle"),
    ("kwaliteitsmanager watershap", "quality manager kind:water_board"),
    ("zelfevaluasie", "evaluation"),
)

# Who must not be among those who are found at all: the same letters, another meaning.
NEVER: tuple[tuple[str, str], ...] = (
    ("anneke", "first:Hanneke"),
    ("manager kwaliteit", "policy"),
    ("utrecht", "at:gemeente_Tilburg"),
    ("lean coach", "strategy policy"),
    ("waterschap", "kind:municipality"),
    ("ede", "at:gemeente_Breda"),
    ("mol", "last:Slot"),
    ("jansen de", "first:Jan"),
    ("kwaliteitsmanager zwolle", "at:gemeente_Zeist"),
    ("zeeland", "at:gemeente_Breda"),
    ("zzzzzzzz", "kind:municipality"),
    ("xylofoon", "adviser"),
    ("iso 9001 belastingdienst", "kind:municipality"),
)


@dataclass(frozen=True)
class Outcome:
    """Of one question: how many of the first ten are meant, and how many of those who are meant stand among them."""

    text: str
    precision: float
    recall: float
    first: Sequence[str]


def is_meant(person: Person, meant: str) -> bool:
    return all(any(one.replace("_", " ") in person.known_for for one in each.split("|")) for each in meant.split())


def ask(text: str) -> list[str]:
    return [member.public_id for member in queries.find(Search(tuple(asked_terms(text)))).page.items]


def outcome(text: str, meant: str, people: dict[str, Person]) -> Outcome:
    wanted = {person.public_id for person in people.values() if is_meant(person, meant)}
    assert wanted, f"nobody is meant by {text!r}"
    first = ask(text)[:AT]
    right = len(wanted.intersection(first))
    return Outcome(text, right / len(first) if first else 0, right / min(AT, len(wanted)), first)


def report(what: str, outcomes: list[Outcome], people: dict[str, Person]) -> tuple[float, float]:
    precision = sum(each.precision for each in outcomes) / len(outcomes)
    recall = sum(each.recall for each in outcomes) / len(outcomes)
    for each in outcomes:
        if each.recall < 1 or each.precision < 0.8:
            print(f"  {each.text!r}: precision {each.precision:.2f}, recall {each.recall:.2f}")  # noqa: T201
            for one in each.first[:3]:
                print("     ", *sorted(people[one].known_for))  # noqa: T201
    print(f"{what}: {len(outcomes)} questions, precision {precision:.3f}, recall {recall:.3f} at {AT}")  # noqa: T201
    return precision, recall


def meant_by(texts: tuple[tuple[str, str], ...]) -> Callable[[dict[str, Person]], list[Outcome]]:
    return lambda people: [outcome(text, meant, people) for text, meant in texts]


def test_who_is_meant_is_found_and_others_are_not(database: None) -> None:
    everyone = crowd()
    admit(everyone)
    people = {person.public_id: person for person in everyone}
    precision, recall = report("asked well", meant_by(ASKED)(people), people)
    wrong_precision, wrong_recall = report("misspelled", meant_by(MISSPELLED)(people), people)
    assert (len(ASKED), recall) >= (120, 0.95)
    assert recall >= 0.95
    assert precision >= 0.95
    assert wrong_recall >= 0.9
    assert wrong_precision >= 0.9
    for text, unwanted in NEVER:
        found = {member.public_id for member in queries.find(Search(tuple(asked_terms(text)))).page.items}
        wrong = [one for one in found if is_meant(people[one], unwanted)]
        assert not wrong, f"{text!r} found {[people[one].visible for one in wrong]}"
