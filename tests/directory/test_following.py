"""The directory follows what happens: what someone hides is gone from it at once, and every count stays right."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from okprofs.directory import queries, services
from okprofs.directory.models import (
    DirectoryBlock,
    DirectoryCell,
    DirectoryEntry,
    DirectoryProvinceCell,
    DirectorySpelling,
    DirectoryTopic,
    DirectoryVocabulary,
    DirectoryWord,
)
from okprofs.directory.queries import Order, Search
from okprofs.directory.rules.facets import Selection, disciplines_in, methods_in, willing_in
from okprofs.directory.rules.spelling import remainders
from okprofs.directory.rules.words import Rank
from okprofs.kernel.db import db, transaction
from okprofs.kernel.search import asked_terms
from okprofs.membership.models import Membership
from okprofs.membership.services.memberships import end_membership
from okprofs.organisations import services as organisations
from okprofs.organisations.rules.kinds import OrganisationKind
from okprofs.organisations.rules.provinces import Province
from okprofs.people.models import Account, Profile
from okprofs.people.rules.expertise import Language, Method, Willingness, spelling_key
from okprofs.people.rules.profession import Discipline, Position
from okprofs.people.rules.visibility import Audience, Field
from okprofs.people.services.accounts import block
from tests import tries
from tests.conftest import Browser
from tests.directory.makers import make_member
from tests.organisations.makers import make_organisation

COLUMNS: dict[Field, tuple[str, ...]] = {
    Field.FUNCTION: ("function_title", "position"),
    Field.ORGANISATION: ("organisation_id",),
    Field.DISCIPLINES: ("disciplines",),
    Field.ASK_ME_ABOUT: ("topics", "ask_me_about"),
    Field.METHODS: ("methods", "own_methods"),
    Field.CERTIFICATES: ("certificates",),
    Field.EXPERIENCE: ("working_since",),
    Field.LANGUAGES: ("languages",),
    Field.WILLING_TO: ("willing_to",),
    Field.PHONE: ("phone",),
    Field.LINK: ("link",),
    Field.PHOTO: ("photo",),
    Field.MESSAGES: (),
}


EVERYTHING = (
    DirectoryEntry,
    DirectoryWord,
    DirectoryCell,
    DirectoryProvinceCell,
)


def everything() -> tuple[Any, ...]:
    """All that the directory holds."""
    db.session.rollback()
    tables = [sa.inspect(model).local_table for model in EVERYTHING]
    return tuple(sorted(tuple(map(str, row)) for row in db.session.execute(sa.select(table))) for table in tables)


def assert_counts_are_right() -> None:
    """The counters say what counting the entries says."""
    db.session.rollback()
    entries = list(db.session.scalars(sa.select(DirectoryEntry)))
    cells = Counter((entry.organisation_kind or "", entry.position or "", entry.discipline_bits) for entry in entries)
    kept = {
        (cell.organisation_kind, cell.position, cell.discipline_bits): cell.members
        for cell in db.session.scalars(sa.select(DirectoryCell))
    }
    assert {key: number for key, number in kept.items() if number} == dict(cells)
    blocks = {block.number: block.members for block in db.session.scalars(sa.select(DirectoryBlock)) if block.members}
    assert blocks == dict(Counter(entry.account_id >> 10 for entry in entries))
    for entry in entries:
        assert methods_in(entry.method_bits) == tuple(one for one in Method if one in entry.methods)
        assert willing_in(entry.willing_bits) == tuple(one for one in Willingness if one in entry.willing_to)
    # Nothing that is kept in memory is older than the entries.
    counts = queries.find(Search()).counts
    assert counts is not None
    shown = {
        "kinds": [entry.organisation_kind for entry in entries if entry.organisation_kind],
        "positions": [entry.position for entry in entries if entry.position],
        "provinces": [entry.province for entry in entries if entry.province],
        "disciplines": [one for entry in entries for one in disciplines_in(entry.discipline_bits)],
        "methods": [one for entry in entries for one in entry.methods],
        "willing_to": [one for entry in entries for one in entry.willing_to],
    }
    for facet, values in shown.items():
        assert getattr(counts, facet) == dict(Counter(values)), facet
    assert counts.total == len(entries) == queries.findable_members()
    assert_province_counts_are_right(entries)
    topics = Counter(spelling_key(topic) for entry in entries for topic in entry.topics)
    named = {topic.key: topic for topic in db.session.scalars(sa.select(DirectoryTopic)) if topic.members}
    assert {key: topic.members for key, topic in named.items()} == dict(topics)
    # Everybody spells a subject as it is suggested.
    assert {topic for entry in entries for topic in entry.topics} == {topic.wording for topic in named.values()}
    words = sa.select(DirectoryWord.account_id, DirectoryWord.sort_name).distinct()
    places = {(entry.account_id, entry.sort_name) for entry in entries}
    assert {(row.account_id, row.sort_name) for row in db.session.execute(words)} == places
    for entry in entries:
        cell = db.session.get_one(DirectoryCell, entry.cell_id)
        shown = (entry.organisation_kind or "", entry.position or "", entry.discipline_bits)
        assert (cell.organisation_kind, cell.position, cell.discipline_bits) == shown
    assert_vocabulary_is_right()


def assert_province_counts_are_right(entries: list[DirectoryEntry]) -> None:
    """The same for each province by itself; who shows no organisation stands in none."""
    assert all(entry.province is None for entry in entries if not entry.organisation_name)
    shown = [entry for entry in entries if entry.province]
    cells = Counter(
        (entry.province, entry.organisation_kind or "", entry.position or "", entry.discipline_bits) for entry in shown
    )
    kept = {row.id: row for row in db.session.scalars(sa.select(DirectoryProvinceCell))}
    assert {
        (row.province, row.organisation_kind, row.position, row.discipline_bits): row.members
        for row in kept.values()
        if row.members
    } == dict(cells)
    for entry in entries:
        assert (entry.province_cell_id is None) == (entry.province is None)
        assert entry.province_cell_id is None or kept[entry.province_cell_id].province == entry.province


def vocabulary() -> tuple[dict[str, int], set[tuple[str, str]]]:
    db.session.rollback()
    words = {row.word: row.members for row in db.session.execute(sa.select(DirectoryVocabulary.__table__))}
    spellings = {(row.remainder, row.word) for row in db.session.execute(sa.select(DirectorySpelling.__table__))}
    return words, spellings


def assert_vocabulary_is_right() -> None:
    """It holds what the words of members say, and nothing more."""
    words, spellings = vocabulary()
    counted: dict[str, int] = {}
    for word, rank in db.session.execute(sa.select(DirectoryWord.word, DirectoryWord.rank)):
        if rank != Rank.BASE and word.isalpha() and 4 <= len(word) <= 30:
            counted[word] = counted.get(word, 0) + 1
    assert words == counted
    assert spellings == {(remainder, word) for word in counted for remainder in remainders(word)}


def change(account: Account, **values: Any) -> None:
    """Change the profile, and let the directory know."""
    account_id = account.id
    with transaction():
        profile = db.session.get_one(Profile, account_id)
        for name, value in values.items():
            setattr(profile, name, value)
        services.refresh([account_id])


def found(text: str) -> list[str]:
    db.session.rollback()
    return [member.name for member in queries.find(Search(tuple(asked_terms(text)))).page.items]


PROFILES = st.fixed_dictionaries(
    {
        "is_findable": st.sampled_from([True, True, True, False]),
        "position": st.none() | st.sampled_from(Position),
        "disciplines": st.frozensets(st.sampled_from(Discipline), max_size=3),
        "topics": st.sampled_from([(), ("Waardestroom",), ("waarde-stroom", "audits"), ("Audits",)]),
        "ask_me_about": st.sampled_from(["", "waardestroom", "klantreis en audit"]),
        "methods": st.frozensets(st.sampled_from(Method), max_size=2),
        "willing_to": st.frozensets(st.sampled_from(Willingness), max_size=2),
        **{f"{field}_audience": st.sampled_from(Audience) for field in Field},
    }
)


def test_after_any_row_of_changes_the_counts_are_right(database: None) -> None:
    provinces = ("Gelderland", "Fryslân", "")
    places = [
        make_organisation(f"gemeente {number}", kind, provinces[number % 3]).id
        for number, kind in enumerate(OrganisationKind)
    ]
    members = [make_member(f"Lid {number}") for number in range(3)]
    ids = [member.id for member in members]

    @settings(max_examples=tries(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.tuples(st.integers(0, 2), PROFILES, st.sampled_from([None, *places])), min_size=1, max_size=5))
    def check(changes: list[tuple[int, dict[str, Any], int | None]]) -> None:
        for number, values, place in changes:
            # Who is left alone with a subject spells it anew at their own next change, so here nobody spells otherwise.
            topics = tuple(sorted(map(spelling_key, values["topics"])))
            with transaction():
                profile = db.session.get_one(Profile, ids[number])
                for name, value in {**values, "topics": topics, "organisation_id": place}.items():
                    setattr(profile, name, value)
                services.refresh([ids[number]])
        assert_counts_are_right()
        before = everything()
        with transaction():
            services.refresh(ids)
        assert everything() == before

    check()
    before = everything()
    with transaction():
        services.rebuild()
    assert_counts_are_right()
    # Made anew it shows and finds the same; only the numbering of the cells may differ.
    assert everything()[1] == before[1]
    assert [row[:-2] for row in everything()[0]] == [row[:-2] for row in before[0]]


def test_who_is_called_otherwise_stands_elsewhere_under_every_word(database: None) -> None:
    account_id = make_member("Anneke Zwart", ask_me_about="audits").id
    make_member("Bram Mulder", ask_me_about="audits")
    assert found("audits") == ["Bram Mulder", "Anneke Zwart"]
    with transaction() as session:
        session.get_one(Account, account_id).name = "Anneke Aalbers"
        services.refresh([account_id])
    assert found("audits") == ["Anneke Aalbers", "Bram Mulder"]
    assert_counts_are_right()


def test_what_is_hidden_changes_nothing_that_another_member_sees(browser: Browser) -> None:
    browser.sign_in(make_member("Kees Kijker", is_findable=False))
    ede = make_organisation("gemeente Ede", province="Gelderland").id
    urk = make_organisation("provincie Urk", OrganisationKind.PROVINCE, "Flevoland").id
    shown = make_member("Anneke Bakker", organisation_id=ede, position=Position.ADVISER, ask_me_about="waardestroom")
    hiding = [make_member(f"Lid {number}", shows=[]) for number in range(4)]
    gone = make_member("Verborgen Vera", is_findable=False)
    ids = [account.id for account in (*hiding, gone)]
    public_id = hiding[0].public_id
    assert shown.id not in ids
    addresses = [
        "/leden",
        "/leden?volgorde=organisatie",
        "/leden?volgorde=naam-aflopend",
        "/leden?q=waardestroom",
        "/leden?q=e",
        "/leden?q=wardestroom",
        "/leden?q=zzzzz",
        "/leden?q=bekker+lid",
        "/leden?vakgebied=lean&vakgebied=hrm",
        "/leden?soort=province",
        "/leden?functie=manager&q=lid",
        "/leden?methode=ink&bereid=mentor&bereid=speak",
        "/leden?methode=lean&q=lid",
        "/leden?provincie=gelderland&provincie=flevoland",
        "/leden?pagina=2",
        "/leden/kaart",
        "/leden/kaart?q=lid&vakgebied=hrm&vakgebied=lean",
        "/leden/suggesties?q=waarde",
        "/leden/suggesties?q=zz",
    ]
    hidden = st.fixed_dictionaries(
        {
            "position": st.none() | st.sampled_from(Position),
            "organisation_id": st.sampled_from([None, ede, urk]),
            "disciplines": st.frozensets(st.sampled_from(Discipline), max_size=4),
            "function_title": st.sampled_from(["", "Adviseur Lean", "waardestroom", "zzz"]),
            "topics": st.sampled_from([(), ("waardestroom",), ("Waarde-stroom", "zzz e")]),
            "ask_me_about": st.sampled_from(["", "waardestroom", "zzz e"]),
            "methods": st.frozensets(st.sampled_from(Method), max_size=2),
            "own_methods": st.sampled_from([(), ("waardestroom",)]),
            "certificates": st.sampled_from([(), ("waardestroom",)]),
            "working_since": st.none() | st.integers(1990, 2020),
            "languages": st.frozensets(st.sampled_from(Language), max_size=2),
            "willing_to": st.frozensets(st.sampled_from(Willingness), max_size=2),
            "phone": st.sampled_from(["", "+31612345678"]),
            "link": st.sampled_from(["", "https://waardestroom.example/"]),
        }
    )

    def seen(address: str) -> str:
        # The token in the form that signs out is another one each second.
        return re.sub(r'name="csrf_token" value="[^"]+"', "", browser.get(address).text)

    addresses.append(f"/leden/{public_id}")
    first = [seen(address) for address in addresses]

    @settings(max_examples=tries(20), deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(hidden, min_size=len(ids), max_size=len(ids)))
    def check(contents: list[dict[str, Any]]) -> None:
        with transaction():
            for account_id, values in zip(ids, contents, strict=True):
                profile = db.session.get_one(Profile, account_id)
                for name, value in values.items():
                    setattr(profile, name, value)
            services.refresh(ids)
        assert [seen(address) for address in addresses] == first

    check()


@pytest.mark.parametrize("field", list(Field))
def test_what_is_hidden_is_found_by_no_two_letters_of_it(database: None, field: Field) -> None:
    secret = "xqzwvj"
    place = make_organisation(f"gemeente {secret}").id
    values = {
        "function_title": secret,
        "position": Position.ADVISER,
        "organisation_id": place,
        "phone": "+31612345678",
        "disciplines": frozenset({Discipline.HRM}),
        "topics": (secret,),
        "ask_me_about": secret,
        "methods": frozenset({Method.INK}),
        "own_methods": (secret,),
        "certificates": (secret,),
        "working_since": 1987,
        "languages": frozenset({Language.FRISIAN}),
        "willing_to": frozenset({Willingness.MENTOR}),
        "photo": secret.encode(),
        "link": f"https://{secret}.example/",
    }
    make_member("Anneke Bakker", shows=[], **{column: values[column] for column in COLUMNS[field]})
    starts = {secret[:length] for length in range(2, len(secret) + 1)}
    starts |= {secret[letter : letter + 2] for letter in range(len(secret) - 1)}
    for text in (
        *starts,
        "adviseur",
        "ad",
        "hrm",
        "hr",
        "gemeente",
        "31",
        "06",
        "example",
        "ink",
        "fries",
        "mentor",
        "1987",
    ):
        assert found(text) == []
        assert queries.topics(text) == []
    everything_chosen = map(frozenset, (Discipline, OrganisationKind, Position, Province, Method, Willingness))
    search = Search(selection=Selection(*everything_chosen))
    assert not queries.find(search).page.items
    for column in (DirectoryWord.word, DirectoryVocabulary.word, DirectorySpelling.word):
        assert set(db.session.scalars(sa.select(column))) == {"anneke", "bakker"}


def test_a_hidden_organisation_stands_last_whatever_it_is_called(database: None) -> None:
    make_member("Zoë Zichtbaar", organisation_id=make_organisation("Zzz").id)
    make_member("Anneke Verborgen", shows=[Field.FUNCTION], organisation_id=make_organisation("Aaa").id)
    make_member("Bea Zonder")
    listed = [member.name for member in queries.find(Search(order=Order.ORGANISATION)).page.items]
    assert listed == ["Zoë Zichtbaar", "Anneke Verborgen", "Bea Zonder"]


def test_who_withdraws_is_gone_at_the_next_look(database: None) -> None:
    anneke = make_member("Anneke Bakker", ask_me_about="waardestroom")
    assert found("waardestroom") == ["Anneke Bakker"]
    change(anneke, ask_me_about_audience=Audience.NOBODY)
    assert (found("waardestroom"), found("anneke")) == ([], ["Anneke Bakker"])
    change(anneke, is_findable=False)
    assert found("anneke") == []
    assert everything()[:2] == ([], [])
    assert_counts_are_right()


def test_who_is_blocked_or_no_longer_a_member_is_gone(database: None) -> None:
    anneke, jan = make_member("Anneke Bakker"), make_member("Jan Visser")
    with transaction():
        block(db.session.get_one(Account, anneke.id))
    assert found("anneke") == []
    with transaction():
        membership = db.session.scalars(sa.select(Membership).where(Membership.account_id == jan.id)).one()
        end_membership(membership)
    assert queries.find(Search()).present.total == 0
    assert_counts_are_right()


def test_a_renamed_and_a_merged_organisation_is_found_under_its_new_name(database: None) -> None:
    flag = make_organisation("Gem. Barneveld", OrganisationKind.OTHER)
    barneveld = make_organisation("gemeente Barneveld", OrganisationKind.MUNICIPALITY)
    make_member("Anneke Bakker", organisation_id=flag.id)
    with transaction():
        organisations.edit(flag.public_id, 1, "Gem. Voorthuizen", OrganisationKind.OTHER, "", [])
    assert (found("barneveld"), found("voorthuizen")) == ([], ["Anneke Bakker"])
    with transaction():
        organisations.merge(flag.public_id, barneveld.public_id)
    assert (found("voorthuizen"), found("gemeente barneveld")) == ([], ["Anneke Bakker"])
    counts = queries.find(Search()).counts
    assert counts is not None
    assert counts.kinds == {OrganisationKind.MUNICIPALITY: 1}
    assert_counts_are_right()


def test_many_who_change_at_once_leave_the_counts_right(app: Flask, database: None) -> None:
    ids = [make_member(f"Lid {number}", position=Position.ADVISER).id for number in range(6)]
    positions = list(Position)

    def hurry(turn: int) -> None:
        with app.app_context(), transaction():
            profile = db.session.get_one(Profile, ids[turn % len(ids)])
            profile.position = positions[turn % len(positions)]
            profile.disciplines = frozenset(list(Discipline)[: turn % 4])
            services.refresh([profile.account_id])

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(hurry, range(60)))
    assert_counts_are_right()
    assert queries.find(Search()).present.total == len(ids)


def shown(account: Account) -> tuple[str, ...]:
    db.session.rollback()
    return db.session.get_one(DirectoryEntry, account.id).topics


def test_one_subject_has_one_spelling_that_of_who_named_it_first(database: None) -> None:
    anneke = make_member("Anneke Bakker", topics=("Waardestroom-analyse",))
    jan = make_member("Jan Visser", topics=("waardestroomanalyse", "Audits"))
    assert shown(jan) == ("Waardestroom-analyse", "Audits")
    assert queries.topics("waarde") == ["Waardestroom-analyse"]
    change(anneke, topics=())
    change(jan, topics=("Waardestroomanalyse",))
    assert shown(jan) == ("Waardestroomanalyse",), "what nobody else names is spelled anew"
    assert queries.topics("WAARDE-STR") == ["Waardestroomanalyse"]


def test_a_subject_that_only_someone_hidden_names_gives_nobody_its_spelling(database: None) -> None:
    make_member("Vera Verborgen", shows=[], topics=("GEHEIM-plan",))
    gone = make_member("Gerda Gegaan", topics=("Geheim Plan",))
    change(gone, is_findable=False)
    jan = make_member("Jan Visser", topics=("geheimplan",))
    assert shown(jan) == ("geheimplan",)
    assert queries.topics("geheim") == ["geheimplan"]


def test_what_most_name_is_suggested_first(database: None) -> None:
    make_member("Anneke Bakker", topics=("Klantenraad", "Klantreizen"))
    make_member("Jan Visser", topics=("klantreizen",))
    assert queries.topics("klant") == ["Klantreizen", "Klantenraad"]
    assert queries.topics("k") == []
    assert queries.topics("%") == []
    assert_counts_are_right()
