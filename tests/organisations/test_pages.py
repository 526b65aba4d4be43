"""How the office keeps the list of employers, and what everyone may see of it."""

import io

import pytest

from okprofs.kernel.db import db
from okprofs.organisations import queries
from okprofs.organisations.models import Organisation
from okprofs.people.models import Office
from tests.conftest import Browser
from tests.organisations.makers import flag_organisation, make_organisation
from tests.pages import forms_of
from tests.people.makers import fresh, make_account

HEAD = "type,code,naam,provincie,inwoners,tooi_uri\n"
REGISTER = (
    HEAD
    + "gemeente,gm0203,gemeente Barneveld,pv25,60000,https://x.example/\n"
    + "waterschap,ws0662,waterschap Vallei en Veluwe,,,\n"
)


@pytest.fixture
def office(browser: Browser) -> Browser:
    return browser.sign_in(make_account("Roos Reviewer", offices=[Office.REVIEWER]))


def upload(office: Browser, content: bytes) -> object:
    page = office.get("/beheer/organisaties/inlezing")
    values = forms_of(page.text)[-1].values
    values.pop("text", None)
    return office.post(
        "/beheer/organisaties/inlezing",
        data={**values, "file": (io.BytesIO(content), "register.csv")},
        content_type="multipart/form-data",
    )


def test_only_the_office_keeps_the_list(browser: Browser) -> None:
    made = make_organisation()
    paths = ["", "/nieuw", "/inlezing", f"/{made.public_id}", f"/{made.public_id}/samenvoeging"]
    for account in (make_account("Leo Lid"), make_account("Olga Organisator", offices=[Office.ORGANISER])):
        browser.sign_in(account)
        assert [browser.get(f"/beheer/organisaties{path}").status_code for path in paths] == [403] * len(paths)
    browser.sign_in(make_account("Bea Beheerder", offices=[Office.ADMINISTRATOR]))
    assert [browser.get(f"/beheer/organisaties{path}").status_code for path in paths] == [200] * len(paths)


def test_suggestions_are_for_everyone_but_hold_nothing_unconfirmed(browser: Browser) -> None:
    make_organisation("gemeente Ede")
    flag_organisation("Edelachtbare Grap BV")
    answer = browser.get("/organisaties/suggesties?q=ede")
    assert answer.json == ["gemeente Ede"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert browser.get("/organisaties/suggesties").json == []


def test_who_asks_for_suggestions_too_often_waits(browser: Browser) -> None:
    answers = [browser.get("/organisaties/suggesties?q=ede").status_code for _ in range(61)]
    assert answers == [200] * 60 + [429]


def test_a_new_organisation_is_added_and_found(office: Browser) -> None:
    answer = office.fill_in(
        "/beheer/organisaties/nieuw",
        "",
        name="gemeente Ede",
        kind="municipality",
        province="Gelderland",
        domains="ede.nl\n@Gemeente-Ede.nl.\n",
    )
    assert answer.status_code == 303
    made = queries.named("gemeente ede")
    assert made is not None
    assert made.is_confirmed
    assert "staat in de lijst" in office.get(answer.location).text
    assert [row.domain for row in made.domains] == ["ede.nl", "gemeente-ede.nl"]
    assert "gemeente Ede" in office.get("/beheer/organisaties?q=ede&soort=municipality").text
    assert "gemeente Ede" not in office.get("/beheer/organisaties?nieuw=1").text


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": ""}, "Vul de naam in"),
        ({"name": "x" * 201}, "Maak de naam korter"),
        ({"name": "Gemeente barneveld"}, "Er is al een organisatie met deze naam"),
        ({"domains": "gmail.com"}, "gmail.com kan iedereen"),
        ({"domains": "niet een domein"}, "is geen e-maildomein"),
        ({"domains": "barneveld.nl"}, "staat al bij gemeente Barneveld"),
        ({"kind": "circus"}, None),
        ({"province": "Atlantis"}, None),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_typed_is_lost(
    office: Browser, values: dict[str, str], sentence: str | None
) -> None:
    make_organisation("gemeente Barneveld", domains=("barneveld.nl",))
    typed = {"name": "gemeente Nieuw", "kind": "municipality", "province": "", "domains": "nieuw.nl", **values}
    answer = office.fill_in("/beheer/organisaties/nieuw", "", **typed)
    assert answer.status_code == 422
    assert sentence is None or sentence in answer.text
    assert typed["domains"] in answer.text
    assert queries.named("gemeente Nieuw") is None


def test_someone_who_was_too_late_reads_so_and_keeps_what_was_typed(office: Browser) -> None:
    made = make_organisation("gemeente Ede")
    path = f"/beheer/organisaties/{made.public_id}"
    values = forms_of(office.get(path).text)[-1].values
    office.fill_in(path, "", name="gemeente Eerste")
    answer = office.post(path, data={**values, "name": "gemeente Tweede"})
    assert answer.status_code == 422
    assert "intussen veranderd" in answer.text
    assert "gemeente Tweede" in answer.text
    assert fresh(made).name == "gemeente Eerste"


def test_a_flagged_name_is_confirmed_with_one_button(office: Browser) -> None:
    flagged = flag_organisation("Stichting Het Peloton")
    path = f"/beheer/organisaties/{flagged.public_id}"
    assert "Stichting Het Peloton" in office.get("/beheer/organisaties?nieuw=1").text
    assert office.fill_in(path, "bevestiging").status_code == 303
    assert fresh(flagged).is_confirmed
    assert "Nog te bekijken" not in office.get(path).text


def test_a_merge_shows_first_what_goes_where(office: Browser) -> None:
    flagged, known = flag_organisation("Barneveld"), make_organisation("gemeente Barneveld")
    make_account("Anneke Bakker", organisation_id=flagged.id)
    path = f"/beheer/organisaties/{flagged.public_id}/samenvoeging"
    assert "gemeente Barneveld" in office.get(path).text
    preview = office.get(f"{path}?met={known.public_id}")
    assert "Mensen die hier werken" in preview.text
    assert fresh(flagged).merged_into_id is None
    assert office.fill_in(f"{path}?met={known.public_id}", "samenvoeging").status_code == 303
    assert fresh(flagged).merged_into_id == known.id
    assert "samengevoegd" in office.get(f"/beheer/organisaties/{flagged.public_id}").text
    assert office.get(f"{path}?met={known.public_id}").status_code == 200
    assert office.get(f"{path}?met=bestaatniet").status_code == 200


def test_the_register_is_shown_first_and_taken_in_on_a_second_word(office: Browser) -> None:
    preview = upload(office, REGISTER.encode())
    assert preview.status_code == 200  # type: ignore[attr-defined]
    assert "waterschap Vallei en Veluwe" in preview.text  # type: ignore[attr-defined]
    assert db.session.query(Organisation).count() == 0
    values = forms_of(preview.text)[-1].values  # type: ignore[attr-defined]
    answer = office.post("/beheer/organisaties/inlezing", data=values, content_type="multipart/form-data")
    assert answer.status_code == 303
    db.session.rollback()
    barneveld = queries.named("gemeente barneveld")
    assert barneveld is not None
    assert (barneveld.register_code, barneveld.province, barneveld.inhabitants) == ("gm0203", "Gelderland", 60000)
    assert office.post("/beheer/organisaties/inlezing", data=values).status_code == 303
    assert "hebben we al zo" in upload(office, REGISTER.encode()).text  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "bestand is leeg"),
        ("type,code,naam,provincie,inwoners\ngemeente,gm1,gemeente Súdwest,,\n".encode("latin-1"), "niet in UTF-8"),
        (REGISTER.encode("utf-16"), "niet in UTF-8"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "niet in UTF-8"),
        (b"type,code,naam\x00,provincie,inwoners\n", "geen tekstbestand"),
        (b"naam,code\nEde,gm1\n", "type, provincie, inwoners"),
        (HEAD.encode() + b'gemeente,gm1,"gemeente Ede,,\n', "klopt het CSV-bestand niet"),
        (HEAD.encode() + b"gemeente,gm1," + b"x" * 300_000 + b",,\n", "is te lang"),
        (b"x" * 450_000, "groter dan 400 kB"),
        (HEAD.encode() + b"gemeente,gm1,gemeente X,,,\n" * 5001, "meer dan 5000 regels"),
    ],
    ids=["empty", "latin-1", "utf-16", "picture", "nul", "columns", "quote", "huge cell", "huge file", "many lines"],
)
def test_a_file_that_is_not_the_register_is_refused_in_words(office: Browser, content: bytes, sentence: str) -> None:
    answer = upload(office, content)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert sentence in answer.text  # type: ignore[attr-defined]
    assert db.session.query(Organisation).count() == 0


def test_without_a_file_the_page_asks_for_one(office: Browser) -> None:
    answer = office.fill_in("/beheer/organisaties/inlezing", "")
    assert answer.status_code == 422
    assert "Kies eerst een bestand" in answer.text


@pytest.mark.parametrize("path", ["/beheer/organisaties/bestaatniet", "/beheer/organisaties/bestaatniet/samenvoeging"])
def test_what_does_not_exist_is_not_found(office: Browser, path: str) -> None:
    assert office.get(path).status_code == 404


@pytest.mark.parametrize("query", ["q=%25", "soort=circus", "nieuw=x", "pagina=9999999999", "q=" + "a+" * 300, "q='"])
def test_whatever_stands_in_the_address_the_list_answers(office: Browser, query: str) -> None:
    make_organisation()
    assert office.get(f"/beheer/organisaties?{query}").status_code == 200
