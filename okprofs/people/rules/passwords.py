"""Is this password good enough, and if not, why?

Twelve to 128 characters, any characters, no composition rule. Refused is what an attacker tries first: common
passwords, and passwords built around what anybody knows of the person or of us.

"Built around" is judged by what is left to guess. A password is read as a row of parts, in the way that needs
fewest: a common password or word, a word that belongs to the person or to us, a run (aaaa, 1234, qwerty), a date, a
year or two digits are one part; any other character is a part by itself. The same part twice counts once, and the
first two different signs (a hyphen, an exclamation mark) count for nothing. At least four parts must remain. So
"Welkom-2026!!", "P@ssw0rdP@ssw0rd" and "Jansen-Nijkerk-1" fall; four words, or anything drawn by chance, stand.

The common passwords are the 30,000 of the zxcvbn package (MIT), and a Dutch list of our own. Letters count without
capitals and accents, and signs that stand for letters (0 for o, @ for a) as those letters.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Self

from okprofs.kernel.refusals import Refusal

SHORTEST = 12
LONGEST = 128
FEWEST_PARTS = 4
"""How many different parts must remain to be guessed."""


class PasswordRefusal(StrEnum):
    """Why not."""

    TOO_SHORT = "password_too_short"
    TOO_LONG = "password_too_long"
    NOT_TEXT = "password_not_text"
    COMMON = "password_common"
    FROM_CONTEXT = "password_from_context"


@dataclass(frozen=True, slots=True)
class PasswordContext:
    """What anybody may know of the person who chooses a password; empty when unknown."""

    email: str = ""
    name: str = ""
    organisation: str = ""


NO_CONTEXT = PasswordContext()

_HOUSE_TEXT = """
    ok-profs okprofs nmkg overheid kwaliteit kwaliteitsmanagement kwaliteitszorg vakorganisatie kennisnetwerk netwerk
    lean kaizen intervisie peloton gemeente gemeenten gemeentehuis provincie waterschap rijk rijksoverheid
    rijkswaterstaat ministerie ministeries gemeentesecretaris ballotage bijeenkomst seminar barneveld
    algemene zaken binnenlandse koninkrijksrelaties bzk buitenlandse defensie economische klimaat groene groei ezk
    kgg financien infrastructuur waterstaat ienw justitie veiligheid jenv landbouw visserij voedselzekerheid natuur
    lvvn lnv onderwijs cultuur wetenschap ocw sociale werkgelegenheid szw volksgezondheid welzijn sport vws asiel
    migratie volkshuisvesting ruimtelijke ordening vro
"""
HOUSE_WORDS = tuple(_HOUSE_TEXT.split())
"""What belongs to us and to where our people work: the association, its field, government and the ministries."""

_DUTCH_TEXT = """
    welkom wachtwoord geheim geheimpje paswoord inloggen inlog toegang account gebruiker gebruikersnaam beheerder
    beheer tijdelijk nieuw begin start standaard computer laptop internet email mailbox telefoon sleutel
    zomer winter herfst lente voorjaar najaar zonnetje regen sneeuw vakantie weekend
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    januari februari maart april juni juli augustus september oktober november december
    nederland holland oranje koning koningsdag sinterklaas kerst kerstmis pasen carnaval elfstedentocht
    amsterdam rotterdam denhaag utrecht eindhoven groningen tilburg almere breda nijmegen arnhem apeldoorn haarlem
    enschede amersfoort zaandam zwolle leiden dordrecht maastricht delft alkmaar leeuwarden deventer brabant limburg
    zeeland friesland drenthe gelderland overijssel flevoland
    ajax feyenoord voetbal schaatsen hockey tennis fiets fietsen wielrennen motor auto caravan
    liefde liefje lieverd schat schatje knuffel kusje mama papa moeder vader broer zusje kinderen vriend
    hallo hoihoi doei goedemorgen lekker mooi gezellig gelukkig prachtig
    hond hondje poes poesje kater konijn paard vogel vlinder olifant tijger aardbei appel banaan
    kaas koffie thee bier wijn pannenkoek stroopwafel hagelslag drop chocolade
    bloem tulp roos zonnebloem boom tuin molen water huis school werk kantoor bureau
    jansen janssen devries bakker visser smit meijer mulder degroot bosman peters hendriks dekker dijkstra
    willem johan pieter hendrik maria johanna anneke marieke sanne thomas daan emma sophie lotte
"""
DUTCH_WORDS = tuple(_DUTCH_TEXT.split())
"""Dutch words and names that people build passwords around; ours, beside the zxcvbn list."""

_STANDS_FOR = str.maketrans({
    "0": "o", "1": "i", "!": "i", "|": "i", "l": "i", "3": "e", "4": "a", "@": "a", "5": "s", "$": "s", "7": "t",
    "8": "b", "9": "g",
})  # fmt: skip
_ROWS_ONE_WAY = (
    "`1234567890-=",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "!@#$%^&*()_+",
    "1qaz2wsx3edc4rfv5tgb6yhn",
)
_ROWS = (*_ROWS_ONE_WAY, *(row[::-1] for row in _ROWS_ONE_WAY))
_TWO_DIGITS = re.compile(r"[0-9]{2}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_DAY_AND_MONTH = r"(?:0[1-9]|[12][0-9]|3[01])[-./]?(?:0[1-9]|1[0-2])"
_MONTH_AND_DAY = r"(?:0[1-9]|1[0-2])[-./]?(?:0[1-9]|[12][0-9]|3[01])"
_DATE = re.compile(rf"{_DAY_AND_MONTH}[-./]?{_YEAR.pattern}|{_YEAR.pattern}[-./]?{_MONTH_AND_DAY}")
_SHORTEST_COMMON = 4
_SHORTEST_OWN = 3
_SIGNS_FOR_NOTHING = 2


def refusals_for(password: str, context: PasswordContext = NO_CONTEXT) -> tuple[Refusal, ...]:
    """Every reason why this password will not do; none means that it will.

    Refuses: fewer than 12 or more than 128 characters; what is not text (half a character); a common password or
    little more than one; one built around the person's name, address or employer, or around us.
    """
    if len(password) > LONGEST:
        # It is refused anyway; reading it in parts would cost time by its length.
        return (Refusal(PasswordRefusal.TOO_LONG, (("maximum", LONGEST),)),)
    refusals = []
    if len(password) < SHORTEST:
        refusals.append(Refusal(PasswordRefusal.TOO_SHORT, (("minimum", SHORTEST),)))
    if any("\ud800" <= character <= "\udfff" for character in password):
        refusals.append(Refusal(PasswordRefusal.NOT_TEXT))
    if _is_built_from(_parts(password, _common())):
        refusals.append(Refusal(PasswordRefusal.COMMON))
    own = _own_words(context)
    parts = _parts(password, own, _house(), _common())
    if _is_built_from(parts) and not (own.folded | _house().folded).isdisjoint(parts):
        refusals.append(Refusal(PasswordRefusal.FROM_CONTEXT))
    return tuple(refusals)


@dataclass(frozen=True, slots=True)
class _Words:
    """Folded words, and the length beyond which none need be looked for."""

    folded: frozenset[str]
    longest: int

    @classmethod
    def of(cls, words: Iterable[str]) -> Self:
        folded = frozenset(map(_fold, words))
        return cls(folded, max(map(len, folded), default=0))


def _is_built_from(parts: Iterable[str]) -> bool:
    """Whether too little remains to be guessed, for who knows these parts."""
    different = set(parts)
    signs = {part for part in different if len(part) == 1 and not part.isalnum()}
    return len(different - signs) + max(0, len(signs) - _SIGNS_FOR_NOTHING) < FEWEST_PARTS


def _parts(password: str, *known: _Words) -> list[str]:
    """The password as the shortest row of parts; known words stand there folded."""
    plain = _plain(password)
    # The shortest row up to each place: how long it is, where its last part begins, and that part.
    shortest: list[tuple[int, int, str]] = [(0, 0, "")]
    shortest += [(len(plain) + 1, 0, "")] * len(plain)
    for start, character in enumerate(plain):
        length = shortest[start][0] + 1
        for part, end in ((character, start + 1), *_guessable(plain, start, known)):
            if length < shortest[end][0]:
                shortest[end] = (length, start, part)
    row = []
    place = len(plain)
    while place > 0:
        _, place, part = shortest[place]
        row.append(part)
    return row


def _guessable(plain: str, start: int, known: tuple[_Words, ...]) -> Iterator[tuple[str, int]]:
    """Every part longer than one character that begins here, with where it ends; known words first."""
    rest = plain[start:]
    folded = rest.translate(_STANDS_FOR)
    for words in known:
        for length in range(_SHORTEST_OWN, min(len(folded), words.longest) + 1):
            if folded[:length] in words.folded:
                yield folded[:length], start + length
    for length in range(3, _longest_run(rest) + 1):
        yield rest[:length], start + length
    for pattern in (_TWO_DIGITS, _YEAR, _DATE):
        if found := pattern.match(rest):
            yield found.group(), start + found.end()


def _plain(text: str) -> str:
    """Without capitals, accents and the finer differences of form; never longer than it was."""
    return text.lower() if text.isascii() else "".join(map(_plain_character, text))


def _plain_character(character: str) -> str:
    decomposed = unicodedata.normalize("NFKD", character.casefold())
    base = "".join(piece for piece in decomposed if not unicodedata.combining(piece))
    return base if len(base) <= 1 else character


def _fold(text: str) -> str:
    return _plain(text).translate(_STANDS_FOR)


def _longest_run(text: str) -> int:
    """How far it begins with one character over and over, or a stretch of the alphabet or of a keyboard."""
    longest = 1
    for step in (0, 1, -1):
        length = 1
        while length < len(text) and ord(text[length]) - ord(text[length - 1]) == step:
            length += 1
        longest = max(longest, length)
    for row in _ROWS:
        while text[: longest + 1] in row and longest < len(text):
            longest += 1
    return longest


def _own_words(context: PasswordContext) -> _Words:
    """The words of this person, whole and in pieces."""
    local_part, _, domain = context.email.partition("@")
    domain_without_ending, _, _ = domain.rpartition(".")
    texts = (context.email, local_part, domain_without_ending, context.name, context.organisation)
    return _Words.of(_whole_and_in_pieces(texts))


def _whole_and_in_pieces(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        pieces = (text, "".join(re.findall(r"\w", text)), *re.findall(r"[^\W\d_]+", text))
        yield from (piece for piece in pieces if len(piece) >= _SHORTEST_OWN)


@cache
def _house() -> _Words:
    return _Words.of(_whole_and_in_pieces(HOUSE_WORDS))


@cache
def _common() -> _Words:
    # Imported when first needed: the package's lists take 100 ms to load, and most processes never set a password.
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    passwords = (*FREQUENCY_LISTS["passwords"], *DUTCH_WORDS)
    return _Words.of(password for password in passwords if len(password) >= _SHORTEST_COMMON)
