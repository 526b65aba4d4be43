"""What is for some is nothing to the others: it changes no byte of what they get, and is found by nobody."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from okprofs.directory import services
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.people.models import Account, Profile
from okprofs.people.rules.expertise import Language, Method, Willingness
from okprofs.people.rules.profession import Discipline, Position
from okprofs.people.rules.visibility import AUDIENCES, Audience, Field
from tests.conftest import Browser, on_one_engine
from tests.directory.makers import fill_directory, group, make_member, sign_out
from tests.organisations.makers import make_organisation

# What someone tells, and what they might have told instead.
ONE: dict[str, Any] = {
    "function_title": "Adviseur Roerdomp",
    "position": Position.ADVISER,
    "disciplines": frozenset({Discipline.LEAN}),
    "topics": ("Roerdompen",),
    "ask_me_about": "Over de roerdomp.",
    "methods": frozenset({Method.INK}),
    "own_methods": ("Roerdomps",),
    "certificates": ("Roerdompmeester",),
    "working_since": 2003,
    "languages": frozenset({Language.FRISIAN}),
    "willing_to": frozenset({Willingness.MENTOR}),
    "phone": "+31612345678",
    "link": "https://roerdomp.example/",
}
OTHER: dict[str, Any] = {
    "function_title": "",
    "position": Position.MANAGER,
    "disciplines": frozenset({Discipline.QUALITY, Discipline.HRM}),
    "topics": (),
    "ask_me_about": "",
    "methods": frozenset({Method.EFQM, Method.CAF}),
    "own_methods": (),
    "certificates": (),
    "working_since": None,
    "languages": frozenset(),
    "willing_to": frozenset({Willingness.SPEAK}),
    "phone": "",
    "link": "",
}
LISTS = (
    *(f"/leden?q={word}" for word in ("roerdomp", "ro", "ink")),
    "/leden?volgorde=organisatie",
    "/leden?volgorde=organisatie&pagina=2",
    "/leden?pagina=2",
    "/leden?q=adviser&volgorde=organisatie",
    "/leden?vakgebied=lean&functie=adviser&soort=municipality",
    "/leden/kaart",
    "/leden/suggesties?q=roer",
)


def change(account: Account, **values: Any) -> None:
    account_id = account.id
    with transaction():
        profile = db.session.get_one(Profile, account_id)
        for name, value in values.items():
            setattr(profile, name, value)
        services.refresh([account_id])


def seen(browser: Browser, *urls: str) -> list[str]:
    """What stands on these pages, without what is of the reader and of the moment."""
    answers = [browser.get(url) for url in urls]
    return [f"{answer.status_code} {main_of(answer.text)}" for answer in answers]


def main_of(html: str) -> str:
    """What stands between the head of a page and its foot; of what is no page, all of it."""
    return html.partition("<main")[2].partition("</main>")[0] or html


@pytest.fixture
def permuted(browser: Browser) -> Callable[..., tuple[Account, Iterator[None]]]:
    """Somebody who shows all of it to `to`, and then tells something else."""

    def make(to: Audience, **values: Any) -> tuple[Account, Iterator[None]]:
        zwolle, ede = (
            make_organisation(name, province=province)
            for name, province in (("gemeente Zwolle", "Overijssel"), ("waterschap Ede", "Gelderland"))
        )
        account = make_member("Anneke Bakker", to=to, organisation_id=zwolle.id, photo=b"een foto", **ONE, **values)
        # So many others that there is an order to stand in, and a second page.
        fill_directory(30, first=1001)

        def turns() -> Iterator[None]:
            yield
            change(account, organisation_id=ede.id, photo=None, **OTHER)
            yield

        return account, turns()

    return make


@pytest.mark.parametrize("to", [Audience.NOBODY, Audience.GROUPS])
def test_what_members_may_not_see_changes_no_byte_for_a_member(browser: Browser, permuted: Any, to: Audience) -> None:
    account, turns = permuted(to, public_since=now())
    fellow = make_member("Greet Groep", is_findable=False)
    group(account, fellow)
    reader = make_member("Kees Kijker", is_findable=False)
    browser.sign_in(reader)
    own = (f"/leden/{account.public_id}", f"/leden/{account.public_id}/foto/klein")
    before, after = (seen(browser, *LISTS, *own) for _ in turns)
    assert before == after
    assert before[-1].startswith("404")
    assert "oerdomp" not in "".join(page for url, page in zip(LISTS, before, strict=False) if "q=" not in url)


def test_what_members_may_see_does_change_these_lists(browser: Browser, permuted: Any) -> None:
    """Else the lists above would prove nothing."""
    _, turns = permuted(Audience.MEMBERS)
    browser.sign_in(make_member("Kees Kijker", is_findable=False))
    before, after = (seen(browser, *LISTS) for _ in turns)
    assert [url for url, one, other in zip(LISTS, before, after, strict=True) if one == other] == []


def test_what_is_for_a_group_is_found_counted_and_sorted_by_nobody_also_not_in_it(
    browser: Browser, permuted: Any
) -> None:
    account, turns = permuted(Audience.GROUPS)
    fellow = make_member("Greet Groep", is_findable=False)
    group(account, fellow)
    browser.sign_in(fellow)
    page = f"/leden/{account.public_id}"
    before, after = ((seen(browser, *LISTS), seen(browser, page)) for _ in turns)
    assert before[0] == after[0]
    assert before[1] != after[1]
    assert "Roerdompmeester" in before[1][0]
    assert "Roerdompmeester" not in after[1][0]


@pytest.mark.parametrize("to", [Audience.NOBODY, Audience.GROUPS, Audience.MEMBERS])
def test_what_is_not_for_everyone_changes_no_byte_for_a_visitor(browser: Browser, permuted: Any, to: Audience) -> None:
    account, turns = permuted(to, public_since=now())
    urls = (f"/professionals/{account.public_id}", f"/professionals/{account.public_id}/foto/groot", "/", "/leden")
    before, after = (seen(browser, *urls) for _ in turns)
    assert before == after
    assert "Anneke Bakker" in before[0]
    assert "oerdomp" not in before[0]
    assert before[1].startswith("404")


def test_the_page_for_everyone_holds_what_is_for_everyone_and_nothing_more(browser: Browser, permuted: Any) -> None:
    account, _ = permuted(Audience.EVERYONE, public_since=now())
    # How another member spells a subject is for members.
    make_member("Jan Visser", topics=("roerdompen",))
    answer = browser.get(f"/professionals/{account.public_id}")
    for shown in ("Adviseur Roerdomp bij gemeente Zwolle", "Lean/Kaizen", "Roerdompen", "https://roerdomp.example/"):
        assert shown in answer.text
    hidden = (account.email, "12345678", "Roerdomps", "Roerdompmeester", "INK", "2003", "Fries", "Mentor", "/leden?q")
    assert not [word for word in hidden if word in answer.text.partition("<main")[2].partition("</main>")[0]]
    assert "noindex" not in answer.text
    assert "X-Robots-Tag" not in answer.headers
    photo = browser.get(f"/professionals/{account.public_id}/foto/groot")
    assert (photo.data, photo.headers["Cache-Control"]) == (b"een foto", "no-store")


def test_who_is_not_public_hidden_no_member_and_nobody_are_the_same_to_a_visitor(
    browser: Browser, permuted: Any
) -> None:
    account, _ = permuted(Audience.EVERYONE)
    hidden = make_member("Hans Hidden", to=Audience.EVERYONE, public_since=now(), is_findable=False)
    answers = [browser.get(f"/professionals/{who}") for who in (account.public_id, hidden.public_id, "bestaatniet")]
    without_id = {re.sub(r"[2-9a-z]{12}|[\w-]{43}|[0-9a-f]{20,}", "…", answer.text) for answer in answers}
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text.count("Bakker") + answer.text.count("Hidden") for answer in answers}) == 1
    assert len({text.replace("bestaatniet", "…") for text in without_id}) == 1
    assert len({tuple(sorted(answer.headers.keys())) for answer in answers}) == 1


def test_taking_it_back_counts_at_the_next_request(browser: Browser, permuted: Any) -> None:
    account, _ = permuted(Audience.EVERYONE, public_since=now())
    page = f"/professionals/{account.public_id}"
    assert browser.get(page).status_code == 200
    change(account, public_since=None)
    assert browser.get(page).status_code == browser.get(f"{page}/foto/groot").status_code == 404


@on_one_engine
def test_after_a_hundred_pages_in_an_hour_a_visitor_waits(browser: Browser, permuted: Any) -> None:
    account, _ = permuted(Audience.EVERYONE, public_since=now())
    answers = [browser.get(f"/professionals/{account.public_id if turn % 2 else turn}") for turn in range(101)]
    assert {answer.status_code for answer in answers[:100]} == {200, 404}
    assert answers[100].status_code == 429


def test_a_page_of_a_fellow_and_a_page_for_everyone_ask_the_database_little(browser: Browser, permuted: Any) -> None:
    account, _ = permuted(Audience.EVERYONE, public_since=now())
    fellow = make_member("Greet Groep")
    group(account, fellow)
    asked: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        asked.append(statement)

    def asks(url: str) -> int:
        asked.clear()
        sa.event.listen(db.engine, "before_cursor_execute", note)
        try:
            assert browser.get(url).status_code == 200
        finally:
            sa.event.remove(db.engine, "before_cursor_execute", note)
        return len([statement for statement in asked if "attempts" not in statement])

    assert asks(f"/professionals/{account.public_id}") <= 4
    browser.sign_in(fellow)
    assert asks(f"/leden/{account.public_id}") <= 8
    sign_out(browser)


def test_which_field_may_be_for_whom() -> None:
    public = {field for field, audiences in AUDIENCES.items() if Audience.EVERYONE in audiences}
    assert Field.PHONE not in public
    assert all(audiences[0] is Audience.NOBODY for audiences in AUDIENCES.values())
