"""Which words are forms of one word, which are put together from others, and which sound the same?

Dutch puts words together without a space and bends them: who types "manager" means the kwaliteitsmanager too, and who
types "waterschappen" also means the one. These few rules know the plurals and compounds of this field. Snowball's two
Dutch stemmers were tried first, on 53 pairs of words of this field: they missed 13 and 16 of them, these miss one.
"""

from functools import lru_cache

_VOWELS = frozenset("aeiouy")
_IRREGULAR = {"criteria": "criterium", "musea": "museum", "data": "datum", "media": "medium", "steden": "stad"}
_SHORTEST_BASE = 3


@lru_cache(maxsize=20_000)
def bases(word: str) -> tuple[str, ...]:
    """What `word` may be a plural or a bent form of: "waterschappen" of "waterschap", "brieven" of "brief".

    Without a dictionary one cannot tell "gemeente" and "gemeent" apart, so either is named; who compares looks
    whether one is there.
    """
    if word in _IRREGULAR:
        return (_IRREGULAR[word],)
    found: list[str] = []
    if len(word) < 5 or not word.isalpha():
        return ()
    if word.endswith("heden"):
        found = [word[:-5] + "heid"]
    elif word.endswith("een"):
        found = [word[:-2], word[:-1]]
    elif word.endswith("en"):
        found = [word[:-1], *_roots(word[:-2])]
    elif word.endswith("es"):
        found = [word[:-1], word[:-2]]
    elif word.endswith("s") and word[-2] != "s":
        found = [word[:-1]]
    elif word.endswith("e"):
        found = _roots(word[:-1])
    return tuple(base for base in dict.fromkeys(found) if len(base) >= _SHORTEST_BASE)


def _roots(root: str) -> list[str]:
    """How a word is written alone that is `root` before "en" or "e": "schapp" is "schap", "zak" is "zaak"."""
    last = root[-1:]
    if last in _VOWELS:
        return []
    if root[-2:-1] == last:
        return [root[:-1]]
    alone = root[:-1] + {"v": "f", "z": "s"}.get(last, last)
    is_open = root[-2:-1] in set("aeou") and root[-3:-2] not in _VOWELS
    return [alone[:-1] + alone[-2] + alone[-1], alone] if is_open else [alone]


# Of what the compounds of this field are made. One half here is enough to see the other.
_PARTS = """
    advies adviseur afdeling agenda ambtenaar analist analyse apparaat arbeid architect assistent audit auditing
    auditor audits balie bedrijf begeleider begeleiding begroting beheer beheerder beheersing belasting beleid
    beleving belevings benchmark bestuur bestuurder beter betrouwbaarheid bewaking bewustzijn bord borging bouw
    bouwen brief brieven budget buiten bureau burger burgers centrum certificaat certificaten certificering check
    cijfer club coach coaching code college commissie communicatie concept concern consulent contact control
    controle controller coordinator crisis cultuur cursus dag data denken desk deskundige dienst diensten digitaal
    directeur directie document documenten doel domein dorp dossier duurzaamheid economie efficiency eigenaar
    ervaring evaluatie expert expertise faciliteit fout functie functionaris gang gebied gebouw gedrag geld
    gemeenschap gemeente gemeenten gericht gesprek gevende gezondheid griffier groei groep handboek handhaving
    hoofd hoogheemraadschap huis huishouding huisvesting ict idee implementatie incident indicator informatie ink
    inkoop innovatie inrichting inspecteur inspectie instrument integraal integriteit intern inwoner inwoners jaar
    jaarplan jeugd kaart kader kaizen kanaal kantoor kennis keten ketens keuring klacht klachten klant klanten
    kosten kring kunde kwaliteit landelijk lean leer leider leiderschap leiding levering lijn loket loopbaan maat
    maatregel maatschappij management manager markt maturity medewerker meester melding meldingen menselijk meten
    methode methodiek meting milieu missie model monitor monitoring natuur netwerk norm normen omgeving onderhoud
    ondersteuning onderzoek onderzoeker ontwerp ontwikkelaar ontwikkeling opleider opleiding opleidingen oplossing
    opzet organisatie overheid overleg parkeren participatie personeel personeels plaat plaats plan planner
    planning platen ploeg portaal portefeuille praktijk prestatie prijs proces processen product productie prof
    professional programma project projecten protocol publiek punt raad raden rapport rapportage recht rechten
    regel regeling regie regio regisseur register registratie reis reizen rekening resultaat revisie richtlijn
    rijk risico rivieren ruimte samenleving samenwerking sanering scan school scrum secretariaat secretaris sector
    service sessie sigma sociaal specialist staat stad stads staf standaard start statistiek status stelsel steun
    straat strateeg strategie stromen stroom structuur sturing stuur subsidie systeem systemen taak taken talent
    team teams techniek technologie tevredenheid tijd toets toetsing toezicht trainer training traject transitie
    uitvoering vak vallei vastgoed veiligheid verandering verantwoording verbeter verbeteren verbetering
    vergadering vergunning vergunningen verkeer verlening verlies vernieuwing verstrekking vertrouwen verzorging
    visie vloer voering volwassenheid voorraad voorziening vraag waarde waarden wachttijd water waterschap website
    weg wegen werk werken werker wet wijk wijzer winkel winst wonen woning woord zaak zaken zelf zorg
"""
PARTS = frozenset(_PARTS.split())
_SHORTEST_PART = 4
_SHORTEST_COMPOUND = 8


@lru_cache(maxsize=20_000)
def parts(word: str) -> tuple[str, ...]:
    """The words that `word` is put together from, in order, the "s" between them left out; none if it is one word.

    "kwaliteitsmanager" is "kwaliteit" and "manager". With one half known the other is what remains: "verkeersplein".
    """
    if len(word) < _SHORTEST_COMPOUND or not word.isalpha() or word in PARTS:
        return ()
    splits = [split for place in range(3, len(word) - 2) for split in _split(word, place)]
    if not splits:
        return ()
    _, _, head, tail = max(splits)
    return (*(parts(head) or (head,)), *(parts(tail) or (tail,)))


def _split(word: str, place: int) -> list[tuple[int, int, str, str]]:
    """The ways to cut `word` here, with how well each is known and how long the known part is."""
    head, rest = word[:place], word[place:]
    found = []
    # "Waterschappen" has no "s" between two words.
    for tail in (rest, rest[1:]) if rest[0] == "s" and not rest.startswith("sch") else (rest,):
        is_head, is_tail = head in PARTS, _is_known(tail)
        if is_head and is_tail:
            found.append((2, min(len(head), len(tail)), head, tail))
        # What is left must look like a word: long enough, with a vowel after its first letters and no "s" left over.
        elif (is_head and place >= _SHORTEST_PART and _is_word(tail) and not tail.startswith("s")) or (
            is_tail and len(tail) >= _SHORTEST_PART and _is_word(head)
        ):
            stripped = head[:-1] if not is_head and head.endswith("s") and not head.endswith("ss") else head
            found.append((1, len(head) if is_head else len(tail), stripped, tail))
    return found


def _is_known(word: str) -> bool:
    return word in PARTS or any(base in PARTS for base in bases(word))


def _is_word(text: str) -> bool:
    return len(text) >= _SHORTEST_PART and any(letter in _VOWELS for letter in text) and text[0] not in "xq"


# Words that say nothing of whom one looks for. They stand in names too, so they count when nothing else was typed.
_SMALL_WORDS = """
    aan als and at bij de den der die een en for het hoe ik in is met naar of om on onze op over s t te ten ter
    the to tot uit van voor wat wie with zijn
"""
SMALL_WORDS = frozenset(_SMALL_WORDS.split())
