"""Each field of the profile, for each audience, in each output, to each reader: nobody gets more than they may.

What may be is read off the privacy map, the `info` of the columns, and not off the rule that decides it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa
import time_machine

from okprofs.kernel.db import db
from okprofs.kernel.locale import in_language
from okprofs.kernel.privacy import Reader
from okprofs.membership.models import Membership
from okprofs.people.models import Account, Office, Photo, Profile
from okprofs.people.rules.expertise import Language, Willingness
from okprofs.people.rules.profession import Discipline
from okprofs.people.rules.visibility import AUDIENCES, Audience, Field
from okprofs.people.wording import DISCIPLINE_LABELS, SPOKEN_LABELS, WILLINGNESS_LABELS
from tests.conftest import Browser
from tests.directory.makers import group, make_member, sign_out
from tests.directory.test_saved import EVENING, MORNING, save, tell
from tests.organisations.makers import make_organisation
from tests.people.makers import make_account

# Who tells, and by which words each of their fields is known; what some page gave, and to whom.
Telling = Mapping[Audience, tuple[Account, dict[Field, str]]]
Output = tuple[str, Audience | Reader, str]
COLUMNS: Mapping[Field, tuple[Any, ...]] = {
    Field.FUNCTION: (Profile.function_title, Profile.position),
    Field.ORGANISATION: (Profile.organisation_id,),
    Field.DISCIPLINES: (Profile.disciplines,),
    Field.ASK_ME_ABOUT: (Profile.topics, Profile.ask_me_about),
    Field.METHODS: (Profile.methods, Profile.own_methods),
    Field.CERTIFICATES: (Profile.certificates,),
    Field.EXPERIENCE: (Profile.working_since,),
    Field.LANGUAGES: (Profile.languages,),
    Field.WILLING_TO: (Profile.willing_to,),
    Field.PHONE: (Profile.phone,),
    Field.LINK: (Profile.link,),
    Field.PHOTO: (Photo.small, Photo.medium, Photo.large),
}
FROM_FEW_TO_MANY = list(Audience)
# By no word of the search are these found.
NOT_SEARCHED = {Field.EXPERIENCE, Field.PHONE, Field.LINK, Field.PHOTO}


def readers_of(field: Field) -> set[Reader]:
    """Who may read all of it, by the privacy map."""
    return set[Reader].intersection(*(set(column.info["privacy"].readers) for column in COLUMNS[field]))


def may_see(field: Field, to: Audience, reader: Audience) -> bool:
    """Whether `reader` may see a field that its owner shows `to`, by the privacy map."""
    needed = Reader.EVERYONE_BY_CHOICE if reader is Audience.EVERYONE else Reader.MEMBERS_BY_CHOICE
    is_wide_enough = FROM_FEW_TO_MANY.index(to) >= FROM_FEW_TO_MANY.index(reader)
    return is_wide_enough and to is not Audience.NOBODY and needed in readers_of(field)


def make_telling(to: Audience) -> tuple[Account, dict[Field, str]]:
    """Somebody who tells everything and shows all of it `to`; and by which words each field is known, for each of them
    others."""
    place = FROM_FEW_TO_MANY.index(to)
    discipline, language, willing = list(Discipline)[place], list(Language)[place + 2], list(Willingness)[place]
    account = make_member(
        f"Anneke {to.title()}",
        to=to,
        function_title=f"Torenvalk{to}",
        organisation_id=make_organisation(f"gemeente Sperwer{to}").id,
        disciplines=frozenset({discipline}),
        topics=(f"Kiekendief{to}",),
        own_methods=(f"Buizerd{to}",),
        certificates=(f"Havik{to}",),
        working_since=1961 + place,
        languages=frozenset({language}),
        willing_to=frozenset({willing}),
        phone=f"+3161234567{place}",
        link=f"https://wouw{to}.example/",
        photo=b"een foto",
        public_since=EVENING,
    )
    with in_language("nl"):
        words = {
            Field.DISCIPLINES: str(DISCIPLINE_LABELS[discipline]),
            Field.LANGUAGES: str(SPOKEN_LABELS[language]),
            Field.WILLING_TO: str(WILLINGNESS_LABELS[willing]),
        }
    return account, words | {
        Field.FUNCTION: f"Torenvalk{to}",
        Field.ORGANISATION: f"Sperwer{to}",
        Field.ASK_ME_ABOUT: f"Kiekendief{to}",
        Field.METHODS: f"Buizerd{to}",
        Field.CERTIFICATES: f"Havik{to}",
        Field.EXPERIENCE: str(1961 + place),
        Field.PHONE: f"06 1234567{place}",
        Field.LINK: f"wouw{to}.example",
        Field.PHOTO: f"{account.public_id}/foto/",
    }


def test_the_map_knows_every_field_and_the_rule_lets_nothing_be_for_more_than_it() -> None:
    chosen = {Reader.MEMBERS_BY_CHOICE, Reader.EVERYONE_BY_CHOICE}
    mapped = {column.name for column in Profile.__table__.columns if chosen & set(column.info["privacy"].readers)}
    assert mapped == {column.name for columns in COLUMNS.values() for column in columns} - {"small", "medium", "large"}
    assert set(COLUMNS) == set(Field) - {Field.MESSAGES}
    for field in COLUMNS:
        for audience in (Audience.MEMBERS, Audience.EVERYONE):
            assert (audience in AUDIENCES[field]) == may_see(field, Audience.EVERYONE, audience), field


def test_no_output_gives_any_reader_more_of_a_field_than_its_owner_and_the_map_allow(browser: Browser) -> None:
    with time_machine.travel(EVENING, tick=False):
        kees, greet = make_member("Kees Kijker", is_findable=False), make_member("Greet Groep", is_findable=False)
        search = save(kees, disciplines=frozenset(), provinces=frozenset(), text="anneke")
    with time_machine.travel(MORNING, tick=False):
        telling = {to: make_telling(to) for to in Audience}
        for account, _ in telling.values():
            group(account, greet, name=account.public_id)
        people = {account.public_id: account for account, _ in telling.values()}
        assert [facts["searches"][0]["number"] for facts in tell()] == [4]
        mail = str(tell())
        got = [*seen_by_members(browser, kees, greet, telling, search), *seen_by_the_office(browser, people)]
        sign_out(browser)
        got += [(f"page {of}", Audience.EVERYONE, card(browser, f"/professionals/{of}")) for of in people]
        got.append(("mail", Audience.EVERYONE, mail))
    faults = [fault for to, (account, words) in telling.items() for fault in faults_in(got, to, account, words)]
    assert faults == []


def seen_by_members(
    browser: Browser, member: Account, fellow: Account, telling: Telling, search: str
) -> Iterator[Output]:
    """Each page of a member as each of these sees it; and what lists members, which is the same for both."""
    lists = {"list": "/leden", "by organisation": "/leden?volgorde=organisatie", "map": "/leden/kaart"}
    lists["suggestions"] = "/leden/suggesties?q=kiek"
    searches = {
        to: {f"search {word}": f"/leden?q={word}" for field, word in words.items() if field not in NOT_SEARCHED}
        for to, (_, words) in telling.items()
    }
    for reader, account in ((Audience.GROUPS, fellow), (Audience.MEMBERS, member)):
        browser.sign_in(account)
        for shown, _ in telling.values():
            yield f"page {shown.public_id}", reader, card(browser, f"/leden/{shown.public_id}")
    yield "saved search", Audience.MEMBERS, results(browser, f"/mijn/zoekopdrachten/{search}")
    asked = {name: url for one in searches.values() for name, url in one.items()}
    # A fellow finds by a search no more than any member, also of what is for the group.
    for account, urls in ((member, lists | asked), (fellow, lists | searches[Audience.GROUPS])):
        browser.sign_in(account)
        for name, url in urls.items():
            yield name, Audience.MEMBERS, results(browser, url)


def seen_by_the_office(browser: Browser, people: Mapping[str, Account]) -> Iterator[Output]:
    """The pages of an administrator and a reviewer, neither of whom is a member."""
    ids = [account.id for account in people.values()]
    memberships = db.session.scalars(sa.select(Membership.public_id).where(Membership.account_id.in_(ids))).all()
    for office, reader, urls in (
        (Office.ADMINISTRATOR, Reader.ADMINISTRATORS, [f"/beheer/accounts/{of}" for of in people]),
        (Office.REVIEWER, Reader.REVIEWERS, ["/beheer/leden", *(f"/beheer/leden/{of}" for of in memberships)]),
    ):
        browser.sign_in(make_account(f"Bea {office}", offices=[office]))
        for url in urls:
            yield url, reader, card(browser, url)
        assert {browser.get(url).status_code for url in ("/leden", f"/leden/{next(iter(people))}")} == {403}


def faults_in(got: Iterable[Output], to: Audience, account: Account, words: Mapping[Field, str]) -> Iterator[str]:
    """What some output gives of this person that it may not; and, so that this is no blind test, what it lacks."""
    for output, reader, text in got:
        for field, word in words.items():
            may = reader in readers_of(field) if isinstance(reader, Reader) else may_see(field, to, reader)
            is_search = output == f"search {word}"
            is_told = word in text or (is_search and account.name in text)
            is_due = output == f"page {account.public_id}" or is_search
            if is_told and not may:
                yield f"{output} tells {reader} the {field} that is for {to}"
            if may and is_due and not is_told:
                yield f"{output} keeps from {reader} the {field} that is for {to}"


def card(browser: Browser, url: str) -> str:
    return browser.get(url).text.partition("<main")[2].partition("</main>")[0]


def results(browser: Browser, url: str) -> str:
    """What a list holds of members, without the choices beside it and what was typed; of no list, all of it."""
    text = browser.get(url).text
    return text.partition('id="results"')[2].partition("</form>")[0] or text.partition("<main")[2] or text
