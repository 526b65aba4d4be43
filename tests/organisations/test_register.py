"""The register of government bodies: read line by line, taken in whole or not at all, twice as easily as once."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okprofs.kernel.db import db, transaction
from okprofs.organisations import queries, services
from okprofs.organisations.models import Organisation
from okprofs.organisations.rules.kinds import OrganisationKind
from okprofs.organisations.rules.register import COLUMNS, decode, read_register
from tests.organisations.makers import flag_organisation, make_organisation

HEAD = ",".join(COLUMNS)


def take_in(*lines: str) -> services.ImportResult:
    with transaction():
        return services.import_register([HEAD, *lines])


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("circus,c1,Circus,,", {"register_kind"}),
        ("gemeente,,gemeente X,,", {"register_code"}),
        ("gemeente,gm 1,gemeente X,,", {"register_code"}),
        ("gemeente,gm1,,,", {"register_name_missing"}),
        ("gemeente,gm1,---,,", {"register_name_missing"}),
        (f"gemeente,gm1,{'x' * 201},,", {"register_name_too_long"}),
        ('gemeente,gm1,"=HYPERLINK(""x"")",,', {"register_name_formula"}),
        ("gemeente,gm1,@gemeente,,", {"register_name_formula"}),
        ("gemeente,gm1,gemeente\u202eX,,", {"register_name_characters"}),
        ("gemeente,gm1,gemeente X,pv99,", {"register_province"}),
        ("gemeente,gm1,gemeente X,,veel", {"register_inhabitants"}),
        ("gemeente,gm1,gemeente X,,-5", {"register_inhabitants"}),
        ("gemeente,gm1,gemeente X,,99999999999", {"register_inhabitants"}),
        ("gemeente,gm1,gemeente X", {"register_cells"}),
        ("gemeente,gm1,gemeente X,,,,,", {"register_cells"}),
        (
            "circus,,=x,pv99,veel",
            {"register_kind", "register_code", "register_name_formula", "register_province", "register_inhabitants"},
        ),
    ],
)
def test_a_line_that_we_cannot_take_is_passed_over_with_every_reason(line: str, codes: set[str]) -> None:
    reading = read_register([HEAD, line, "gemeente,gm2,gemeente Y,,"])
    assert [body.code for body in reading.bodies] == ["gm2"]
    assert [(refused.number, {refusal.code for refusal in refused.refusals}) for refused in reading.refused] == [
        (2, codes)
    ]


def test_every_kind_and_province_is_known_and_a_code_counts_once() -> None:
    reading = read_register(
        [
            HEAD,
            "gemeente,GM1,'s-Hertogenbosch,pv30,162272",
            "zbo,zb1,Kadaster,,",
            "oorg,o1,ProRail,,",
            "gemeente,gm1,X,,",
            "",
        ]
    )
    assert [(body.code, body.kind, body.province, body.inhabitants) for body in reading.bodies] == [
        ("gm1", OrganisationKind.MUNICIPALITY, "Noord-Brabant", 162272),
        ("zb1", OrganisationKind.CENTRAL, "", None),
        ("o1", OrganisationKind.CENTRAL, "", None),
    ]
    assert [refused.refusals[0].code for refused in reading.refused] == ["register_code_twice"]


def test_the_semicolons_of_a_dutch_spreadsheet_and_any_order_of_columns_are_read() -> None:
    reading = read_register(["\ufeffnaam;inwoners;TYPE;code;provincie", "gemeente Ede;120000;gemeente;gm0228;pv25"])
    assert [(body.name, body.inhabitants) for body in reading.bodies] == [("gemeente Ede", 120000)]


@given(st.lists(st.text(max_size=80), max_size=8))
def test_whatever_lines_come_in_they_are_read_or_refused(lines: list[str]) -> None:
    read_register(lines)
    read_register([HEAD, *lines])


@given(st.binary(max_size=300))
def test_whatever_bytes_come_in_they_are_text_or_refused(content: bytes) -> None:
    decode(content)


def test_taking_it_in_twice_changes_nothing_more(database: None) -> None:
    lines = ("gemeente,gm0228,gemeente Ede,pv25,120000", "provincie,pv25,provincie Gelderland,,")
    first, second = take_in(*lines), take_in(*lines)
    assert (len(first.new), first.unchanged) == (2, 0)
    assert (len(second.new), len(second.changed), second.unchanged) == (0, 0, 2)


def test_a_change_in_the_register_is_followed_and_what_is_merged_stays_merged(database: None) -> None:
    take_in("gemeente,gm1,gemeente Oud,pv25,100", "gemeente,gm2,gemeente Groot,pv25,100")
    old, great = queries.named("gemeente oud"), queries.named("gemeente groot")
    assert old is not None
    assert great is not None
    with transaction():
        services.merge(old.public_id, great.public_id)
    result = take_in("gemeente,gm1,gemeente Ouder,pv25,100", "gemeente,gm2,gemeente Groter,pv26,200")
    assert [(change.before, change.name, set(change.columns)) for change in result.changed] == [
        ("gemeente Groot", "gemeente Groter", {"name", "province", "inhabitants"})
    ]
    assert queries.suggestions("gemeente") == ["gemeente Groter"]
    found = queries.named("gemeente oud")
    assert found is not None
    assert found.name == "gemeente Groter"


def test_a_name_that_someone_typed_is_recognised_and_confirmed(database: None) -> None:
    flagged, kept = (
        flag_organisation("Gemeente ede"),
        make_organisation("gemeente Barneveld", domains=("barneveld.nl",)),
    )
    result = take_in("gemeente,gm0228,gemeente Ede,pv25,120000", "gemeente,gm0203,gemeente Barneveld,pv25,60000")
    assert (len(result.new), len(result.changed)) == (0, 2)
    ede = queries.organisation(flagged.public_id)
    barneveld = queries.organisation(kept.public_id)
    assert ede is not None
    assert barneveld is not None
    assert (ede.name, ede.is_confirmed, ede.register_code) == ("gemeente Ede", True, "gm0228")
    assert ([row.domain for row in barneveld.domains], barneveld.register_code) == (["barneveld.nl"], "gm0203")


def test_two_bodies_of_one_name_both_come_in(database: None) -> None:
    result = take_in("oorg,o1,Curriculumcommissie,,", "zbo,z1,Curriculumcommissie,,")
    assert len(result.new) == 2
    assert take_in("oorg,o1,Curriculumcommissie,,", "zbo,z1,Curriculumcommissie,,").unchanged == 2


def test_seven_hundred_bodies_come_in_within_two_seconds(database: None) -> None:
    lines = [f"gemeente,gm{number},gemeente Plaats {number} aan Zee,pv25,{number}" for number in range(710)]
    begun = time.perf_counter()
    take_in(*lines)
    assert time.perf_counter() - begun < 2
    assert db.session.query(Organisation).count() == 710
