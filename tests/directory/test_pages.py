"""What a member sees of other members, in the list and on a page of their own."""

import pytest
import sqlalchemy as sa
from flask import Flask

from okprofs.kernel.db import db, transaction
from okprofs.kernel.limits import Attempts
from okprofs.organisations.rules.kinds import OrganisationKind
from okprofs.people.rules.profession import Discipline, Position
from okprofs.people.rules.visibility import Field
from tests.conftest import Browser, on_one_engine
from tests.directory.makers import fill_directory, make_member
from tests.organisations.makers import make_organisation
from tests.people.makers import make_account


@pytest.fixture
def member(browser: Browser) -> Browser:
    """A browser in which a member is signed in, who does not want to be found."""
    return browser.sign_in(make_member("Kees Kijker", is_findable=False))


def test_the_list_shows_who_wants_to_be_found_and_what_they_show(member: Browser) -> None:
    barneveld = make_organisation("gemeente Barneveld")
    make_member(
        "Anneke Bakker",
        organisation_id=barneveld.id,
        function_title="Adviseur Lean",
        disciplines=frozenset({Discipline.LEAN}),
        phone="+31612345678",
    )
    make_member("Hans Hidden", is_findable=False)
    page = member.get("/leden")
    assert page.status_code == 200
    assert "Anneke Bakker" in page.text
    assert "Adviseur Lean bij gemeente Barneveld" in page.text
    assert "Hans Hidden" not in page.text
    assert "1 lid" in page.text


def test_the_list_holds_no_address_and_no_telephone_number(member: Browser) -> None:
    make_member("Anneke Bakker", email="anneke@geheim.example", phone="+31612345678", link="https://x.example/anneke")
    text = member.get("/leden").text
    for hidden in ("geheim.example", "612345678", "06 12345678", "x.example"):
        assert hidden not in text


def test_a_profile_shows_what_is_shown_and_never_the_address(member: Browser) -> None:
    anneke = make_member(
        "Anneke Bakker",
        email="anneke@geheim.example",
        shows=[Field.PHONE, Field.ASK_ME_ABOUT],
        phone="+31612345678",
        ask_me_about="waardestroom <b>tekenen</b>",
        link="https://verborgen.example/",
        function_title="Adviseur Geheim",
    )
    text = member.get(f"/leden/{anneke.public_id}").text
    assert "<h1" in text
    assert "06 12345678" in text
    assert "waardestroom &lt;b&gt;tekenen&lt;/b&gt;" in text
    for hidden in ("geheim.example", "verborgen.example", "Adviseur Geheim", "mailto:"):
        assert hidden not in text


def test_hidden_unknown_and_no_member_look_the_same(member: Browser) -> None:
    hidden = make_member("Hans Hidden", is_findable=False)
    nobody = make_account("Niemand Nergens", is_findable=True)
    answers = [member.get(f"/leden/{public_id}") for public_id in (hidden.public_id, nobody.public_id, "bestaatniet")]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert all("Hans" not in answer.text and "Niemand" not in answer.text for answer in answers)


def test_only_members_may_look(app: Flask, browser: Browser) -> None:
    anneke = make_member("Anneke Bakker")
    for path in ("/leden", f"/leden/{anneke.public_id}"):
        assert browser.get(path).status_code == 303
    browser.sign_in(make_account("Vera Visser"))
    for path in ("/leden", f"/leden/{anneke.public_id}"):
        answer = browser.get(path)
        assert answer.status_code == 403
        assert "Anneke" not in answer.text


def test_a_photo_is_served_to_whom_the_profile_says_and_to_nobody_else(app: Flask, browser: Browser) -> None:
    anneke = make_member("Anneke Bakker", photo=b"een foto")
    hiding = make_member("Hans Hidden", photo=b"een foto", shows=[Field.FUNCTION])
    gone = make_member("Vera Verborgen", photo=b"een foto", is_findable=False)
    nobody = make_account("Niemand Nergens", is_findable=True)
    addresses = [f"/leden/{account.public_id}/foto/klein" for account in (anneke, hiding, gone, nobody)]
    assert [browser.get(address).status_code for address in addresses] == [303] * 4
    browser.sign_in(nobody)
    assert [browser.get(address).status_code for address in addresses] == [403] * 4
    browser.sign_in(make_member("Kees Kijker", is_findable=False))
    answers = [browser.get(address) for address in addresses]
    assert [answer.status_code for answer in answers] == [200, 404, 404, 404]
    assert (answers[0].data, answers[0].mimetype) == (b"een foto", "image/jpeg")
    assert answers[0].headers["Cache-Control"] == "no-store"
    assert "Cookie" in answers[0].headers["Vary"]
    assert browser.get(f"/leden/{anneke.public_id}/foto/reusachtig").status_code == 404
    assert browser.get("/leden").text.count("<img") == 1


def test_subjects_are_suggested_to_members_only(app: Flask, browser: Browser) -> None:
    make_member("Anneke Bakker", topics=("Klantreizen",))
    address = "/leden/suggesties?q=klant"
    assert browser.get(address).status_code == 303
    assert browser.sign_in(make_account("Vera Visser")).get(address).status_code == 403
    assert browser.sign_in(make_member("Kees Kijker")).get(address).get_json() == ["Klantreizen"]


def test_of_a_word_that_very_many_have_the_list_says_why_nothing_is_counted_and_how_to_get_numbers(
    member: Browser,
) -> None:
    fill_directory(260, first=1001)
    why, orderly = "dat we ze niet tellen", "en ze staan op naam"
    common, by_organisation = (member.get(f"/leden?q=a{order}").text for order in ("", "&volgorde=organisatie"))
    assert "Meer dan 25 leden" in common
    assert (common.count(why), common.count(orderly)) == (1, 1)
    assert (by_organisation.count(why), by_organisation.count(orderly)) == (1, 0)
    counted = [member.get(url).text for url in ("/leden", "/leden?q=kaizen+ede", "/leden/kaart?q=kaizen+ede")]
    assert not [page for page in counted if why in page]
    tiles = member.get("/leden/kaart?q=a").text
    assert why in tiles
    assert "De aantallen gelden" not in tiles


def counted_so_often(times: int) -> None:
    """As if what was asked up to here had been asked so often: by other processes, the count is in the database."""
    with transaction():
        db.session.execute(sa.update(Attempts).values(count=times))


@on_one_engine
def test_after_a_hundred_look_ups_in_an_hour_a_member_waits(member: Browser) -> None:
    anneke = make_member("Anneke Bakker")
    assert member.get(f"/leden/{anneke.public_id}").status_code == 200
    counted_so_often(98)
    urls = [f"/leden/{who}" for who in ("bestaatniet", anneke.public_id, anneke.public_id)]
    assert [member.get(url).status_code for url in urls] == [404, 200, 429]
    assert member.get("/leden").status_code == 200


@on_one_engine
def test_who_leafs_a_hundred_pages_in_an_hour_waits_for_more_and_may_search_on(member: Browser) -> None:
    further = ["/leden?pagina=2", "/leden?volgorde=organisatie&pagina=40", "/leden?q=lean&pagina=3"]
    assert [member.get(url).status_code for url in further] == [200] * 3
    counted_so_often(99)
    assert member.get("/leden?pagina=2&vakgebied=lean").status_code == 200
    answers = [member.get(url) for url in further]
    assert [answer.status_code for answer in answers] == [429] * 3
    assert "Zo kan niemand de hele ledenlijst overnemen" in answers[0].text
    assert [member.get(url).status_code for url in ("/leden", "/leden?q=lean", "/leden/kaart")] == [200] * 3


@on_one_engine
def test_live_search_has_room_for_every_pause_in_typing_and_who_copies_by_first_pages_waits(member: Browser) -> None:
    typed = ["/leden?q=adv", "/leden?q=advis", "/leden?vakgebied=lean", "/leden/kaart?q=lean"]
    # Five requests a search, a search every half minute, an hour long. They are counted by the twenty.
    assert {member.get(url).status_code for url in typed * 5} == {200}
    counted_so_often(580)
    assert {member.get(url).status_code for url in typed * 5} == {200}
    assert [member.get(url).status_code for url in typed * 6] == [200] * 19 + [429] * 5
    assert [member.get(url).status_code for url in ("/leden", "/leden/kaart", "/leden?pagina=2")] == [200] * 3
    counted_so_often(0)
    assert {member.get(url).status_code for url in typed} == {200}
    member.sign_in(make_member("Jan Visser"))
    assert {member.get(url).status_code for url in typed} == {200}


@on_one_engine
def test_photos_come_with_the_list_and_large_ones_are_counted_as_are_the_finds_of_a_saved_search(
    member: Browser,
) -> None:
    anneke = make_member("Anneke Bakker", photo=b"een foto")
    large, small = (f"/leden/{anneke.public_id}/foto/{size}" for size in ("groot", "klein"))
    for url in (large, "/mijn/zoekopdrachten/bestaatniet"):
        member.get(url)
        counted_so_often(200)
        assert (member.get(url).status_code, member.get(small).status_code) == (429, 200)


def test_an_empty_directory_says_what_one_can_do(member: Browser) -> None:
    assert "Er staat nog niemand in de lijst" in member.get("/leden").text


def test_nobody_found_says_so(member: Browser) -> None:
    make_member("Anneke Bakker")
    assert "Niemand gevonden" in member.get("/leden?q=qqq").text
    assert "Deze pagina is leeg" in member.get("/leden?pagina=7").text


def test_who_is_the_only_one_reads_that_others_choose_for_themselves(member: Browser) -> None:
    make_member("Anneke Bakker")
    assert "Nog maar één lid laat zich vinden." in member.get("/leden").text
    make_member("Jan Visser")
    assert "Nog maar één lid laat zich vinden." not in member.get("/leden").text


def test_an_address_can_be_shared(member: Browser) -> None:
    ede = make_organisation("gemeente Ede", OrganisationKind.MUNICIPALITY)
    make_member(
        "Anneke Bakker", organisation_id=ede.id, position=Position.ADVISER, disciplines=frozenset({Discipline.LEAN})
    )
    make_member("Jan Visser", position=Position.MANAGER, disciplines=frozenset({Discipline.QUALITY}))
    text = member.get("/leden?q=lean&vakgebied=lean&soort=municipality&functie=adviser&volgorde=organisatie").text
    assert "Anneke Bakker" in text
    assert "Jan Visser" not in text
    assert 'value="lean" checked' in text
    assert "Wis alles" in text


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=%25",
        "q=_",
        "q='+or+1=1+--",
        "q=" + "a+" * 500,
        "q=" + "x" * 5000,
        "q=%F0%9D%94%88",
        "q=%ff%fe",
        "pagina=0",
        "pagina=-1",
        "pagina=x",
        "pagina=" + "9" * 5000,
        "pagina=%D9%A3",
        "vakgebied=hacken",
        "soort=%00",
        "functie[]=adviser",
        "volgorde=wachtwoord",
        "volgorde=email&order=name",
        "usernames=anneke",
        "q=a&q=b",
        "vakgebied=lean&vakgebied=lean&vakgebied=quality",
        "pagina=40",
        "q=%F4%8F%BF%BF",
    ],
)
def test_whatever_stands_in_the_address_the_list_answers(member: Browser, query: str) -> None:
    make_member("Anneke Bakker")
    # NUL is refused for the whole site.
    assert member.get(f"/leden?{query}").status_code == (400 if "%00" in query else 200)


@pytest.mark.parametrize(
    "query", ["order=phone", "sort=email", "usernames=anneke", "fields=email,phone", "email=anneke", "als=bestuur"]
)
def test_what_the_list_does_not_know_changes_nothing_in_it(member: Browser, query: str) -> None:
    make_member("Anneke Bakker", shows=[], phone="+31612345678")
    make_member("Bea Zonder", shows=[], phone="+31612345670")

    def seen(address: str) -> str:
        text = member.get(address).text
        return text[text.index("<main") : text.index("</main>")]

    assert seen(f"/leden?{query}") == seen("/leden")


def test_a_member_is_told_how_others_see_them(browser: Browser) -> None:
    anneke = make_member("Anneke Bakker")
    browser.sign_in(anneke)
    assert "Zo zien andere leden jou" in browser.get(f"/leden/{anneke.public_id}").text


def test_each_other_is_called_by_its_own_word(member: Browser) -> None:
    make_member("Anneke Bakker", disciplines=frozenset({Discipline.OTHER}))
    make_member("Jan Visser", position=Position.OTHER)
    make_member("Els Elders", organisation_id=make_organisation("Stichting Elders", OrganisationKind.OTHER).id)
    text = member.get("/leden").text
    for label in ("Ander vakgebied", "Andere functie", "Andere organisatie"):
        assert label in text


def test_the_list_is_there_in_english_too(member: Browser) -> None:
    make_member("Anneke Bakker", position=Position.ADVISER, disciplines=frozenset({Discipline.QUALITY}))
    member.set_cookie("taal", "en")
    assert member.get("/leden").status_code == 200
    member.set_cookie("taal", "nl")
    assert "Kwaliteit" in member.get("/leden").text


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=lean",
        "q=anneke+lean",
        "q=lean&vakgebied=lean&vakgebied=quality&soort=municipality&pagina=2",
        "q=adviserr+visssr+annneke&vakgebied=lean&vakgebied=quality",
        "vakgebied=lean&vakgebied=quality&provincie=zeeland&provincie=utrecht",
        "q=anneke&vakgebied=lean&vakgebied=quality&provincie=zeeland",
        "q=leanadviseurs+kwaliteitscoach+zzzzzz+anneke&vakgebied=lean&vakgebied=quality",
    ],
)
def test_the_list_and_a_search_ask_the_database_eight_things_at_most(member: Browser, query: str) -> None:
    for number in range(30):
        make_member(f"Anneke {number}", function_title="Adviseur Lean", disciplines=frozenset({Discipline.LEAN}))
    member.get("/leden")
    asked: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        asked.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert member.get(f"/leden?{query}").status_code == 200
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)
    assert len(asked) <= 8, "\n".join(asked)
