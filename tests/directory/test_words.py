"""What words mean: plurals, halves of compounds, and words written wrong."""

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from okprofs.directory import queries
from okprofs.directory.models import DirectorySpelling, DirectoryVocabulary
from okprofs.directory.queries import Search
from okprofs.directory.rules.dutch import bases, parts
from okprofs.directory.rules.spelling import asked_remainders, nearest, remainders
from okprofs.directory.rules.words import Rank, ranked
from okprofs.kernel.db import db, transaction
from okprofs.kernel.search import asked_terms
from okprofs.kernel.spelling import allowed, distance, sound
from okprofs.people.rules.visibility import Audience
from tests.conftest import Browser
from tests.directory.makers import make_member
from tests.directory.test_following import assert_vocabulary_is_right, change, vocabulary

WORDS = st.text("abdeiklmnorstvwz", min_size=4, max_size=14)


@pytest.mark.parametrize(
    ("bent", "base"),
    [
        ("waterschappen", "waterschap"),
        ("processen", "proces"),
        ("adviseurs", "adviseur"),
        ("gemeenten", "gemeente"),
        ("klantreizen", "klantreis"),
        ("brieven", "brief"),
        ("taken", "taak"),
        ("certificaten", "certificaat"),
        ("mogelijkheden", "mogelijkheid"),
        ("strategieen", "strategie"),
        ("criteria", "criterium"),
        ("publieke", "publiek"),
    ],
)
def test_a_word_is_known_by_its_plural(bent: str, base: str) -> None:
    assert base in bases(bent)


@pytest.mark.parametrize("word", ["leiding", "management", "coach", "ede", "iso9001", "lean"])
def test_a_word_that_is_no_plural_stays_what_it_is(word: str) -> None:
    assert bases(word) == ()


@pytest.mark.parametrize(
    ("compound", "halves"),
    [
        ("kwaliteitsmanager", ("kwaliteit", "manager")),
        ("waterschapsbestuur", ("waterschap", "bestuur")),
        ("klantcontactcentrum", ("klant", "contact", "centrum")),
        ("wijkteams", ("wijk", "teams")),
        ("verkeersplein", ("verkeer", "plein")),
        ("kwaliteitssysteem", ("kwaliteit", "systeem")),
        ("waterschappen", ()),
        ("barneveld", ()),
        ("management", ()),
    ],
)
def test_a_compound_is_taken_apart(compound: str, halves: tuple[str, ...]) -> None:
    assert parts(compound) == halves


def test_a_name_is_not_taken_apart() -> None:
    assert ranked(["waterwerken"], [], []) == {"waterwerken": Rank.NAME}
    assert ranked([], ["waterwerken"], [])["water"] is Rank.PART


@pytest.mark.parametrize(
    "alike", [("jansen", "janssen"), ("kuijpers", "kuypers", "kuipers"), ("meijer", "meyer", "meier"), ("smid", "smit")]
)
def test_names_that_sound_alike_do_not_differ(alike: tuple[str, ...]) -> None:
    assert len(set(map(sound, alike))) == 1


@given(WORDS, st.data())
def test_whoever_writes_a_word_wrong_by_a_letter_or_two_finds_it(word: str, data: st.DataObject) -> None:
    typed = word
    for _ in range(allowed(word)):
        place = data.draw(st.integers(0, len(typed) - 1))
        letter = data.draw(st.sampled_from("aeknst"))
        typed = data.draw(
            st.sampled_from(
                [
                    typed[:place] + typed[place + 1 :],
                    typed[:place] + letter + typed[place:],
                    typed[:place] + letter + typed[place + 1 :],
                    typed[:place] + typed[place : place + 2][::-1] + typed[place + 2 :],
                ]
            )
        )
    # By sound a letter may weigh more than one: only what is near enough is promised.
    if typed != word and distance(sound(typed), sound(word), allowed(typed)) <= allowed(typed) and len(sound(word)) > 6:
        assert asked_remainders(typed) & remainders(word)
        assert nearest(typed, {word: 1}) == (word,)


@given(WORDS, WORDS)
def test_the_distance_is_the_same_both_ways_and_stops_at_its_bound(one: str, other: str) -> None:
    assert distance(one, other, 2) == distance(other, one, 2) <= 3
    assert (distance(one, other, 2) == 0) == (one == other)


def found(text: str) -> list[str]:
    db.session.rollback()
    return [member.name for member in queries.find(Search(tuple(asked_terms(text)))).page.items]


def test_the_one_who_is_called_so_stands_before_those_who_work_there_or_resemble_it(database: None) -> None:
    make_member("Zoë Blom", ask_me_about="Leiden in een veranderend landschap")
    make_member("Anneke Leidens", ask_me_about="Van alles")
    make_member("Bea Leiden")
    make_member("Cor Mol", function_title="Adviseur Leiden")
    assert found("leiden") == ["Bea Leiden", "Cor Mol", "Zoë Blom", "Anneke Leidens"]


def test_a_whole_compound_goes_before_its_halves(database: None) -> None:
    make_member("Anneke Bakker", function_title="Manager kwaliteit")
    make_member("Zeger Zwart", function_title="Kwaliteitsmanager")
    make_member("Bea Blom", function_title="Manager")
    assert found("kwaliteitsmanager") == ["Zeger Zwart", "Anneke Bakker"]
    assert sorted(found("kwaliteit")) == ["Anneke Bakker", "Zeger Zwart"]
    assert len(found("manager")) == 3


def test_a_word_that_the_last_one_hides_is_not_suggested_any_more(database: None) -> None:
    anneke = make_member("Anneke Bakker", ask_me_about="Waardestromen tekenen")
    jan = make_member("Jan Visser", ask_me_about="waardestromen")
    assert found("wardestromen") == ["Anneke Bakker", "Jan Visser"]
    assert_vocabulary_is_right()
    change(anneke, ask_me_about_audience=Audience.NOBODY)
    assert found("wardestromen") == ["Jan Visser"]
    assert_vocabulary_is_right()
    change(jan, is_findable=False)
    assert found("wardestromen") == []
    assert not any("waarde" in word for word in vocabulary()[0])
    assert_vocabulary_is_right()


def test_a_directory_made_anew_knows_the_same_words(database: None) -> None:
    from okprofs.directory.services import rebuild

    for number in range(3):
        make_member(f"Anneke Bakker{'n' * number}", function_title="Kwaliteitsmanager")
    before = vocabulary()
    assert not queries.is_behind()
    with transaction():
        db.session.execute(sa.delete(DirectoryVocabulary))
        db.session.execute(sa.delete(DirectorySpelling))
    assert queries.is_behind()
    with transaction():
        rebuild()
    assert vocabulary() == before
    assert_vocabulary_is_right()


@pytest.fixture
def member(browser: Browser) -> Browser:
    return browser.sign_in(make_member("Kees Kijker", is_findable=False))


def test_the_page_says_what_was_read_instead(member: Browser) -> None:
    make_member("Anneke Bakker", function_title="Kwaliteitsadviseur")
    text = member.get("/leden?q=kwaltiet").text
    assert "“kwaltiet” vonden we niet. We zochten naar “kwaliteit”." in text
    assert "Anneke Bakker" in text


def test_who_finds_nobody_reads_what_they_may_have_meant(member: Browser) -> None:
    make_member("Anneke Bakker", ask_me_about="lean")
    make_member("Jan Bakkers", ask_me_about="audits")
    make_member("Hanneke Visser", ask_me_about="klantreis")
    text = member.get("/leden?q=anneke+visser").text
    assert "Niemand gevonden" in text
    assert "Bedoelde je" in text
    assert 'href="/leden?q=hanneke+visser"' in text
    assert "Bedoelde je" not in member.get("/leden?q=zzzzzzzz").text


def test_what_is_hidden_is_not_meant_either(member: Browser) -> None:
    make_member("Anneke Bakker", shows=[], ask_me_about="xqzwvjkl", function_title="xqzwvjkl")
    for typed in ("xqzwvjk", "xqzwvjka", "xqzvwjkl"):
        text = member.get(f"/leden?q={typed}").text
        assert "Niemand gevonden" in text
        assert "Bedoelde je" not in text
        assert "vonden we niet" not in text
        assert "xqzwvjkl" not in text


def test_the_best_come_first_until_another_order_is_asked(member: Browser) -> None:
    make_member("Anneke Kramer", ask_me_about="De heer Zwart")
    make_member("Zoë Zwart")
    text = member.get("/leden?q=zwart").text
    assert text.index("Zoë Zwart") < text.index("Anneke Kramer")
    assert '<option value="" selected>Beste eerst' in text
    text = member.get("/leden?q=zwart&volgorde=naam").text
    assert text.index("Anneke Kramer") < text.index("Zoë Zwart")
    text = member.get("/leden").text
    assert '<option value="" selected>Op naam' in text
    assert "Beste eerst" not in text
