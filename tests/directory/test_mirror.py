"""What someone sees in the mirror is what others see."""

import re

import pytest

from okprofs.kernel.clock import now
from okprofs.kernel.db import transaction
from okprofs.membership.queries import current_membership
from okprofs.membership.rules.eligibility import Answers, Appointment, Engagement
from okprofs.membership.services import year
from okprofs.people.models import Office
from okprofs.people.rules.expertise import Language, Method, Willingness
from okprofs.people.rules.profession import Discipline, Position
from okprofs.people.rules.visibility import AUDIENCES, Audience, Field
from tests.conftest import Browser
from tests.directory.makers import group, make_member, sign_out
from tests.people.makers import make_account

URL = "/mijn/profiel/spiegel"
TOLD = {
    "topics": ("Dagstarts",),
    "ask_me_about": "Over klachten.",
    "methods": frozenset({Method.INK}),
    "own_methods": ("Rijnlands",),
    "certificates": ("Green Belt",),
    "working_since": 2003,
    "languages": frozenset({Language.FRISIAN}),
    "willing_to": frozenset({Willingness.MENTOR}),
    "phone": "+31612345678",
    "link": "https://anneke.example/",
    "function_title": "Adviseur Lean",
    "photo": b"een foto",
}
SEEN = {
    Field.FUNCTION: ("Adviseur Lean",),
    Field.ASK_ME_ABOUT: ("Dagstarts", "Over klachten."),
    Field.METHODS: ("INK-managementmodel", "Rijnlands"),
    Field.CERTIFICATES: ("Green Belt",),
    Field.EXPERIENCE: ("2003",),
    Field.LANGUAGES: ("Fries",),
    Field.WILLING_TO: ("Mentor zijn",),
    Field.PHONE: ("06 12345678",),
    Field.LINK: ("https://anneke.example/",),
    Field.PHOTO: ("<img",),
}


FACTS = re.compile(r'<dl class="facts">.*?</dl>', re.DOTALL)
NOT_TOLD = ("", "Schrijf een bericht")


def told(html: str) -> list[str]:
    """The words between the name and what follows on the page, and whether there is a photo. What a reader may do with
    it is no part of that: nobody writes to themselves."""
    main = html[html.index("<main") : html.index("</main>")]
    card = main[main.index('class="face') :].partition('<p class="utrecht-paragraph muted">')[0]
    texts = re.sub(r"<[^>]+>", "\n", card[card.index(">") + 1 :])
    return [line for line in map(str.strip, texts.splitlines()) if line not in NOT_TOLD] + ["photo"] * main.count(
        "<img"
    )


@pytest.mark.parametrize("shows", [tuple(Field), (), *((field,) for field in SEEN)], ids="+".join)
def test_the_mirror_shows_what_another_member_sees(browser: Browser, shows: tuple[Field, ...]) -> None:
    anneke = make_member("Anneke Bakker", shows=shows, **TOLD)
    mirror = browser.sign_in(anneke).get(URL).text
    page = browser.sign_in(make_member("Kees Kijker")).get(f"/leden/{anneke.public_id}").text
    assert told(mirror) == told(page)
    for field, texts in SEEN.items():
        assert [text in page for text in texts] == [field in shows] * len(texts)


def test_the_mirror_shows_what_someone_of_the_same_group_sees_and_no_other_member(browser: Browser) -> None:
    anneke = make_member("Anneke Bakker", to=Audience.GROUPS, **TOLD)
    kees, jan = make_member("Kees Kijker"), make_member("Jan Visser")
    group(anneke, kees)
    mirror = browser.sign_in(anneke).get(f"{URL}?als=groep").text
    assert "Je zit nu in geen" not in mirror
    as_members = browser.get(URL).text
    page = browser.sign_in(kees).get(f"/leden/{anneke.public_id}").text
    assert told(mirror) == told(page)
    assert all(text in page for texts in SEEN.values() for text in texts)
    other = browser.sign_in(jan).get(f"/leden/{anneke.public_id}").text
    assert told(other) == told(as_members) == ["AB", "Anneke Bakker"]
    assert "Je zit nu in geen intervisiegroep" in browser.get(f"{URL}?als=groep").text


def test_the_mirror_shows_what_a_visitor_sees(browser: Browser) -> None:
    anneke = make_member("Anneke Bakker", to=Audience.EVERYONE, public_since=now(), **TOLD)
    mirror = browser.sign_in(anneke).get(f"{URL}?als=bezoeker").text
    address = f"/professionals/{anneke.public_id}"
    assert address in mirror
    sign_out(browser)
    page = browser.get(address).text
    assert told(mirror) == told(page)
    for field, texts in SEEN.items():
        assert [text in page for text in texts] == [Audience.EVERYONE in AUDIENCES[field]] * len(texts), field


def test_a_visitor_sees_nothing_of_who_has_no_public_page(browser: Browser) -> None:
    anneke = make_member("Anneke Bakker", to=Audience.EVERYONE, **TOLD)
    main = browser.sign_in(anneke).get(f"{URL}?als=bezoeker").text.partition("<main")[2]
    assert "Een bezoeker ziet niets van je" in main
    for texts in SEEN.values():
        assert not any(text in main for text in texts)
    sign_out(browser)
    for path in (f"/leden/{anneke.public_id}", f"/leden/{anneke.public_id}/foto/groot"):
        assert browser.get(path).location.startswith("/inloggen")
    for path in (f"/professionals/{anneke.public_id}", f"/professionals/{anneke.public_id}/foto/groot"):
        assert browser.get(path).status_code == 404


def test_the_office_sees_what_its_own_page_of_an_account_shows(browser: Browser) -> None:
    anneke = make_member("Anneke Bakker", shows=[], email="anneke@barneveld.example", **TOLD)
    mirror = browser.sign_in(anneke).get(f"{URL}?als=bestuur").text
    browser.sign_in(make_account("Bea Beheer", offices=[Office.ADMINISTRATOR]))
    office = browser.get(f"/beheer/accounts/{anneke.public_id}").text
    account = FACTS.findall(office)[0]
    assert "anneke@barneveld.example" in account
    assert account in FACTS.findall(mirror)
    for texts in SEEN.values():
        assert not any(text in mirror + office for text in texts if text != "<img")


def test_the_office_sees_of_a_membership_and_a_told_change_what_the_page_of_a_reviewer_shows(browser: Browser) -> None:
    rita = make_account("Rita Lezer", offices=[Office.REVIEWER])
    anneke, jan = make_member("Anneke Bakker", shows=[]), make_member("Jan Visser", shows=[])
    pages = [f"/beheer/leden/{current_membership(account.id).public_id}" for account in (anneke, jan)]
    browser.sign_in(rita).fill_in(pages[0], form="/soort", category="honorary")
    disciplines = frozenset({Discipline.CONTROLLING})
    answers = Answers(True, Appointment.PERMANENT, Engagement.PART_TIME, Position.ADVISER, disciplines)
    with transaction():
        change = year.Change(answers, "gemeente Roerdomp", "controller", "Half control.")
        year.tell_change(current_membership(jan.id), change)
    office = [browser.get(page).text for page in pages]
    mirrors = [browser.sign_in(account).get(f"{URL}?als=bestuur").text for account in (anneke, jan)]
    for page, mirror in zip(office, mirrors, strict=True):
        assert set(FACTS.findall(page)) <= set(FACTS.findall(mirror))
    assert "Half control." in mirrors[1]
    assert "Ander soort lid geworden, Rita Lezer" in office[0]
    assert "Ander soort lid geworden" in mirrors[0]
    assert "Rita Lezer" not in mirrors[0]
    assert "van je lidmaatschap, en" not in browser.sign_in(rita).get(f"{URL}?als=bestuur").text


def test_who_is_not_found_sees_that(browser: Browser) -> None:
    browser.sign_in(make_member("Anneke Bakker", is_findable=False, **TOLD))
    page = browser.get(URL).text
    assert "Andere leden zien je niet" in page
    assert "06 12345678" not in page


def test_who_is_no_member_yet_sees_what_members_would_see(browser: Browser) -> None:
    hidden = {f"{field}_audience": Audience.MEMBERS for field in (Field.PHONE,)}
    account = make_account(
        "Vera Visser", is_findable=True, phone="+31612345678", link="https://vera.example/", **hidden
    )
    page = browser.sign_in(account).get(URL).text
    assert "Zo zien anderen je zodra je het bent" in page
    assert "06 12345678" in page
    assert "vera.example" not in page
    browser.sign_in(make_member("Kees Kijker"))
    assert browser.get(f"/leden/{account.public_id}").status_code == 404


def test_where_one_looked_before_leads_here(browser: Browser) -> None:
    browser.sign_in(make_member("Anneke Bakker"))
    answer = browser.get("/mijn/profiel/voorbeeld")
    assert (answer.status_code, answer.location) == (308, "http://localhost/mijn/profiel/spiegel")
