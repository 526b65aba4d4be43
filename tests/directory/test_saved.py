"""Saving a search, and being told once who is new, by numbers that give nothing away."""

import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from okprofs.directory import services
from okprofs.directory.letters import SILENCE_PURPOSE
from okprofs.directory.models import DirectoryNews, SavedSearch, SearchFind
from okprofs.directory.services.saved import tell_of_newcomers
from okprofs.kernel.addresses import absolute_url
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.kernel.jobs import Job, run
from okprofs.mail.models import Letter
from okprofs.mail.rendering import build
from okprofs.mail.services import mint
from okprofs.organisations.rules.provinces import Province
from okprofs.people.models import Account, Profile
from okprofs.people.rules.expertise import Method, Willingness
from okprofs.people.rules.profession import Discipline
from okprofs.people.rules.visibility import Audience
from tests.conftest import Browser
from tests.directory.makers import make_member
from tests.organisations.makers import make_organisation

LEAN = {"disciplines": frozenset({Discipline.LEAN})}
EVENING = now().replace(hour=19, minute=0, second=0, microsecond=0)
MORNING = EVENING + timedelta(hours=14)


def save(account: Account, name: str = "Lean in Gelderland", **values: Any) -> str:
    asked = {"text": "", "disciplines": frozenset({Discipline.LEAN}), "kinds": frozenset(), "positions": frozenset()}
    with transaction() as session:
        saved = SavedSearch(
            account_id=account.id, name=name, **{**asked, "provinces": frozenset({Province.GELDERLAND}), **values}
        )
        session.add(saved)
        session.flush()
        return saved.public_id


def change(account: Account, **values: Any) -> None:
    with transaction():
        profile = db.session.get_one(Profile, account.id)
        for name, value in values.items():
            setattr(profile, name, value)
        services.refresh([account.id])


def tell() -> list[dict[str, Any]]:
    """What the letters of this morning say."""
    job = Job("tell of new members", tell_of_newcomers, timedelta(hours=1))
    while run(job):
        pass
    db.session.rollback()
    letters = db.session.scalars(
        sa.select(Letter).where(Letter.kind == "directory/new_members_fit").order_by(Letter.id)
    ).all()
    return [letter.facts for letter in letters]


def test_a_member_is_told_once_of_who_came_and_fits(database: None) -> None:
    barneveld = make_organisation("gemeente Barneveld", province="Gelderland").id
    goes = make_organisation("gemeente Goes", province="Zeeland").id
    with time_machine.travel(EVENING, tick=False) as clock:
        was_there = make_member("Anneke Bakker", organisation_id=barneveld, **LEAN)
        kees = make_member("Kees Kijker")
        clock.shift(60)
        save(kees)
        clock.shift(60)
        change(was_there, ask_me_about="iets nieuws")
        make_member("Nora Nieuw", organisation_id=barneveld, **LEAN)
        make_member("Zeger Zeeman", organisation_id=goes, **LEAN)
        hides = make_member("Hans Hidden", organisation_id=barneveld, **LEAN)
        make_member("Vera Verborgen", organisation_id=barneveld, organisation_audience=Audience.NOBODY, **LEAN)
        moves = make_member("Max Mover", organisation_id=goes, **LEAN)
        change(moves, organisation_id=barneveld)
        change(hides, is_findable=False)
        change(kees, organisation_id=barneveld, **LEAN)
        assert tell() == []  # not in the evening
    with time_machine.travel(MORNING, tick=False) as clock:
        told = [{"name": "Kees Kijker", "searches": [{"name": "Lean in Gelderland", "number": 2}]}]
        assert tell() == told
        clock.shift(3600)
        assert tell() == told
        change(hides, is_findable=True)
        clock.shift(24 * 3600)
        assert [facts["searches"][0]["number"] for facts in tell()] == [2, 1]


def test_what_someone_hides_leaves_no_trace_in_what_is_remembered_as_new(database: None) -> None:
    account = make_member("Anneke Bakker")
    change(account, ask_me_about="geheimplan")
    assert "geheimplan" in db.session.scalar(sa.select(DirectoryNews.marks))  # type: ignore[operator]
    change(account, ask_me_about_audience=Audience.NOBODY)
    assert "geheimplan" not in db.session.scalar(sa.select(DirectoryNews.marks))  # type: ignore[operator]
    change(account, is_findable=False)
    assert db.session.scalar(sa.select(DirectoryNews.account_id)) is None


def test_a_search_is_saved_seen_switched_and_removed(browser: Browser) -> None:
    kees = make_member("Kees Kijker", is_findable=False)
    browser.sign_in(kees)
    place = make_organisation("gemeente Barneveld", province="Gelderland").id
    assert "zoekopdrachten/nieuw" not in browser.get("/leden").text
    make_member("Anneke Bakker", organisation_id=place, **LEAN)
    page = browser.get("/leden?q=bakker&vakgebied=lean&provincie=gelderland").text
    address = re.search(r'href="(/mijn/zoekopdrachten/nieuw[^"]+)"', page)
    assert address
    to = address[1].replace("&amp;", "&")
    assert browser.fill_in(to, name="").status_code == 422
    assert browser.fill_in(to, name="Lean in Gelderland").status_code == 303
    listed = browser.get("/mijn/zoekopdrachten").text
    assert "“bakker”, Lean/Kaizen, Gelderland" in listed
    assert "/leden?q=bakker&amp;vakgebied=lean&amp;provincie=gelderland" in listed
    saved = db.session.scalars(sa.select(SavedSearch)).one()
    with transaction() as session:
        anneke = session.scalars(sa.select(Account.id).where(Account.name == "Anneke Bakker")).one()
        session.add(SearchFind(search_id=saved.id, account_id=anneke, found_at=now()))
    found = f"/mijn/zoekopdrachten/{saved.public_id}"
    assert "Anneke Bakker" in browser.get(found).text
    change(db.session.get_one(Account, anneke), is_findable=False)
    assert "Anneke" not in browser.get(found).text
    make_member("Iemand Anders")
    for number in range(9):
        save(kees, f"Nummer {number}")
    refused = browser.fill_in(to, name="Nog een")
    assert refused.status_code == 422
    assert "Verwijder er eerst een" in refused.text


@pytest.mark.parametrize("deed", ["mail", "verwijdering"])
def test_nobody_touches_the_searches_of_another(browser: Browser, deed: str) -> None:
    public_id = save(make_member("Kees Kijker"))
    browser.sign_in(make_member("Iemand Anders"))
    assert browser.get(f"/mijn/zoekopdrachten/{public_id}").status_code == 404
    browser.post(f"/mijn/zoekopdrachten/{public_id}/{deed}")
    db.session.rollback()
    assert db.session.scalars(sa.select(SavedSearch.wants_mail)).all() == [True]


def silencing_link(about: str) -> str:
    with transaction():
        return "/zoekopdrachten/geen-mail/" + mint(SILENCE_PURPOSE, about, "kees@okprofs.example", timedelta(days=366))


def still_mailed() -> list[str]:
    db.session.rollback()
    return list(
        db.session.scalars(sa.select(SavedSearch.name).where(SavedSearch.wants_mail).order_by(SavedSearch.name))
    )


def test_a_mail_program_ends_the_mail_of_one_search_by_itself(browser: Browser) -> None:
    kees = make_member("Kees Kijker")
    with time_machine.travel(EVENING, tick=False) as clock:
        save(kees, "Audit", disciplines=frozenset({Discipline.CERTIFICATION}), provinces=frozenset())
        lean = save(kees, "Lean", provinces=frozenset())
        clock.shift(60)
        make_member("Nora Nieuw", **LEAN)
    with time_machine.travel(MORNING, tick=False):
        tell()
        letter = db.session.scalars(sa.select(Letter)).one()
        assert letter.about == lean
        message = build(letter, "s" * 43)
    address = absolute_url("directory.create_silence", token="s" * 43)
    assert re.search(rf"^List-Unsubscribe:\s+<{re.escape(address)}>\r?$", message.as_string(), re.MULTILINE)
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    path = silencing_link(lean)
    page = browser.get(path).text
    assert "<li>Lean</li>" in page
    assert "Audit" not in page
    for body in ({}, {"List-Unsubscribe": "Perhaps"}):
        assert browser.post(path, data=body).status_code == 400
    assert still_mailed() == ["Audit", "Lean"]
    for _ in range(2):
        assert browser.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 204
        assert still_mailed() == ["Audit"]
    assert browser.post(path[:-1], data={"List-Unsubscribe": "One-Click"}).status_code == 404
    assert browser.fill_in(silencing_link(kees.public_id)).status_code == 303
    assert still_mailed() == []


def test_methods_and_what_members_do_for_others_are_saved_along(browser: Browser) -> None:
    browser.sign_in(make_member("Kees Kijker"))
    make_member("Anneke Bakker", methods=frozenset({Method.INK}), willing_to=frozenset({Willingness.SPEAK}))
    asked = "methode=ink&bereid=mentor&bereid=speak"
    assert browser.fill_in(f"/mijn/zoekopdrachten/nieuw?{asked}", name="Sprekers over INK").status_code == 303
    listed = browser.get("/mijn/zoekopdrachten").text
    assert "INK-managementmodel, Spreken op een bijeenkomst, Mentor zijn" in listed
    assert "/leden?" + asked.replace("&", "&amp;") in listed
    assert "Anneke Bakker" in browser.get(f"/leden?{asked}").text
    assert "Niemand gevonden" in browser.get("/leden?methode=hkz&bereid=speak").text
