"""Whatever leaves the house tells no more of a member than their profile does.

One member of the world hides a word in every field of the profile. That no page, file or feed gives it to anybody else
is looked at in every answer to the crawler; here is what it does not see, and that it would see it.
"""

import html
import re
from io import BytesIO

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from okprofs.kernel.db import db
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.spreadsheets import to_xlsx
from okprofs.kernel.typesetting import typeset
from okprofs.mail.models import Letter
from okprofs.people.models import Account, Profile
from okprofs.people.rules.visibility import Audience, Field
from tests.house.crawler import SECRETS, Crawler
from tests.house.reading import XLSX, readable
from tests.house.world import ALMIGHTY, HIDDEN_NUMBER, HIDDEN_WORD, MEMBER

TAG = re.compile(r"<[^>]+>")
# As people write them, in this country and from abroad; no moment, amount or code looks like it.
PHONE = re.compile(r"(?<![\w.:+-])(?:\+|00?)[1-9](?:[ ().-]{0,2}\d){8,}(?!\w)")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")


def hider() -> Profile:
    return db.session.scalars(sa.select(Profile).join(Account).where(Account.email.startswith(f"{MEMBER}@"))).one()


def test_the_word_stands_in_every_field_that_is_hidden_and_only_its_owner_may_read_it(crawler: Crawler) -> None:
    profile = hider()
    assert profile.is_findable
    assert {getattr(profile, f"{field}_audience") for field in Field if field not in NO_WORDS} == {Audience.NOBODY}
    told = [profile.function_title, *profile.topics, profile.ask_me_about, *profile.own_methods, *profile.certificates]
    assert all(HIDDEN_WORD in text for text in (*told, profile.link))
    assert len(told) == 5
    assert profile.photo is not None
    assert HIDDEN_WORD.encode() in profile.photo.small
    assert SECRETS[HIDDEN_WORD.encode()] == {MEMBER}


# What holds no words of one's own, and an organisation, whose name is everybody's.
NO_WORDS = {Field.ORGANISATION, Field.DISCIPLINES, Field.PHONE, Field.LANGUAGES, Field.EXPERIENCE, Field.WILLING_TO} | {
    Field.MESSAGES
}


def test_a_secret_in_a_spreadsheet_or_on_a_paper_is_seen() -> None:
    """Both are packed: whoever looks for a word in their bytes finds nothing, whatever stands in them."""
    sheet = to_xlsx("Blad", ["Naam"], [[f"van {HIDDEN_WORD}"]])
    person = {"name": HIDDEN_WORD, "organisation": "finefield", "ticket": "dag"}
    sizes = {"sheet": "a4", "width": 0, "height": 0}
    paper = typeset("badges", {"title": "Badges", "language": "nl", "event": "dag", "people": [person], **sizes})
    for content, mimetype in ((sheet, XLSX), (paper, "application/pdf")):
        assert HIDDEN_WORD.encode() not in content
        assert HIDDEN_WORD.encode() in readable(content, mimetype)
    assert b"finefield" in readable(paper, "application/pdf"), "letters that are drawn as one sign"


@pytest.mark.parametrize("person", [MEMBER, ALMIGHTY])
def test_what_a_machine_reads_holds_no_address_and_no_number_and_a_spreadsheet_no_more_than_the_pages(
    crawler: Crawler, person: str
) -> None:
    machine, pages, sheets = [], [], []
    exports = [rule for rule in crawler.rules("POST") if "file_format" in rule.arguments]
    for rule in (*crawler.rules(), *exports):
        for url in crawler.world.addresses_of(rule):
            method = "POST" if rule in exports else "GET"
            data = {"csrf_token": crawler.tokens[person], "once": new_public_id()} if rule in exports else None
            response = crawler.ask(person, method, url, data=data)
            if response is None or response.status_code != 200:
                continue
            if response.mimetype == "application/json":
                found = (crawler.ask(person, "GET", f"{url}?q={query}") for query in ("ba", "an"))
                machine += [answer.text for answer in (response, *found) if answer]
            elif response.mimetype == "text/html":
                pages.append(html.unescape(TAG.sub(" ", response.text)))
            elif response.mimetype == XLSX:
                sheets += [(url, row) for row in load_workbook(BytesIO(response.data)).active.iter_rows(min_row=2)]
    numbers = [number.removeprefix("+31") for number in db.session.scalars(sa.select(Profile.phone)) if number]
    assert len(machine) > 3
    assert HIDDEN_NUMBER.removeprefix("+31") in numbers
    for answer in machine:
        digits = re.sub(r"[^0-9]", "", answer)
        assert (EMAIL.findall(answer), PHONE.findall(answer)) == ([], [])
        assert [number for number in numbers if number in digits] == []
    shown = " ".join(" ".join(pages).split())
    richer = {(url, cell.column, cell.value) for url, row in sheets for cell in row if not is_shown(cell.value, shown)}
    assert richer == set()
    assert bool(sheets) == (person == ALMIGHTY)
    assert [fault for fault in crawler.faults if "tells" in fault] == []


def is_shown(value: object, shown: str) -> bool:
    return not isinstance(value, str) or " ".join(value.split()) in shown


def test_no_letter_tells_what_someone_hides(crawler: Crawler) -> None:
    facts = list(db.session.scalars(sa.select(sa.cast(Letter.facts, sa.String))))
    assert facts
    assert [text for text in facts if HIDDEN_WORD in text] == []
