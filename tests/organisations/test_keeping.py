"""Employers: who names one gets the right one, and the office can keep the list in order."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from flask import Flask

from okprofs import wiring
from okprofs.kernel.db import db, transaction
from okprofs.kernel.facts import connect
from okprofs.kernel.refusals import Refused
from okprofs.organisations import queries, services
from okprofs.organisations.facts import OrganisationRenamed, OrganisationsMerged
from okprofs.organisations.models import Organisation
from okprofs.organisations.rules.kinds import OrganisationKind
from okprofs.people.models import Profile
from tests.organisations.makers import flag_organisation, make_organisation
from tests.people.makers import fresh, make_account


@pytest.fixture
def heard() -> Iterator[list[object]]:
    """The facts that were announced, heard by nobody else."""
    facts: list[object] = []
    connect([(OrganisationsMerged, (facts.append,)), (OrganisationRenamed, (facts.append,))])
    yield facts
    connect(wiring.LISTENERS)


@pytest.mark.parametrize(
    "typed", ["gemeente Barneveld", "  GEMEENTE   barneveld ", "Gemeente Bärneveld", "gemeente 'Barneveld'"]
)
def test_who_names_a_known_employer_gets_that_one(database: None, typed: str) -> None:
    known = make_organisation("gemeente Barneveld")
    assert flag_organisation(typed).id == known.id


def test_an_unknown_employer_is_flagged_once_and_kept_as_it_was_typed(database: None) -> None:
    first = flag_organisation("Stichting Het  Peloton")
    again = flag_organisation("stichting het peloton")
    assert first.id == again.id
    assert (first.name, first.is_confirmed, first.kind) == ("Stichting Het Peloton", False, OrganisationKind.OTHER)


def test_a_name_without_letters_can_still_be_told_apart(database: None) -> None:
    assert flag_organisation("!!!").id != flag_organisation("???").id


def test_two_who_name_the_same_unknown_employer_at_once_get_the_same_one(app: Flask, database: None) -> None:
    def name(number: int) -> int:
        with app.app_context(), transaction():
            return services.find_or_flag("Stichting Het Peloton").id

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(name, range(16)))) == 1
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Organisation)) == 1


def test_who_names_one_that_was_merged_gets_the_one_it_went_up_in(database: None) -> None:
    typed, middle, known = flag_organisation("Barneveld"), flag_organisation("Gem. Barneveld"), make_organisation()
    with transaction():
        services.merge(typed.public_id, middle.public_id)
    with transaction():
        services.merge(middle.public_id, known.public_id)
    assert flag_organisation("barneveld").id == known.id
    assert flag_organisation("gem barneveld").id == known.id


def test_a_merge_takes_along_everybody_and_every_domain(database: None, heard: list[object]) -> None:
    away = make_organisation("gemeente Scherpenzeel", domains=("scherpenzeel.nl",))
    stays = make_organisation("gemeente Barneveld", domains=("barneveld.nl",))
    person = make_account(organisation_id=away.id)
    assert queries.referring(away.id) == {"profiles": 1, "organisation_domains": 1}
    with transaction():
        services.merge(away.public_id, stays.public_id)
    assert heard == [OrganisationsMerged(away.id, stays.id)]
    assert db.session.get_one(Profile, fresh(person).id).organisation_id == stays.id
    into = queries.organisation(stays.public_id)
    assert into is not None
    assert [row.domain for row in into.domains] == ["barneveld.nl", "scherpenzeel.nl"]
    assert queries.suggestions("scherp") == []


def test_the_register_code_goes_along_when_the_other_has_none(database: None) -> None:
    away, stays = make_organisation("gemeente Oud"), make_organisation("gemeente Nieuw")
    with transaction():
        db.session.get_one(Organisation, away.id).register_code = "gm0001"
    with transaction():
        services.merge(away.public_id, stays.public_id)
    assert fresh(stays).register_code == "gm0001"


@pytest.mark.parametrize("twist", ["itself", "again", "back"])
def test_a_merge_that_makes_no_sense_is_refused(database: None, twist: str) -> None:
    away, stays = make_organisation("gemeente Oud"), make_organisation("gemeente Nieuw")
    if twist != "itself":
        with transaction():
            services.merge(away.public_id, stays.public_id)
    pairs = {"itself": (away, away), "again": (away, stays), "back": (stays, away)}
    first, second = (found.public_id for found in pairs[twist])
    with pytest.raises(Refused), transaction():
        services.merge(first, second)


def test_a_name_can_be_taken_only_once_and_a_domain_too(database: None) -> None:
    make_organisation("gemeente Ede", domains=("ede.nl",))
    with pytest.raises(Refused) as refused, transaction():
        services.create("Gemeente EDE", OrganisationKind.MUNICIPALITY, "", ["ede.nl", "gmail.com", "geen domein"])
    assert {refusal.code for refusal in refused.value.refusals} == {
        "organisation_name_taken",
        "domain_taken",
        "domain_free_mail",
        "domain_invalid",
    }


def test_a_new_name_is_announced_and_found_and_the_old_one_no_longer(database: None, heard: list[object]) -> None:
    made = make_organisation("gemeente Ede", domains=("ede.nl", "edé.nl"))
    with transaction():
        services.edit(made.public_id, 1, "gemeente Groot-Ede", made.kind, "", ["ede.nl"])
    assert heard == [OrganisationRenamed(made.id)]
    assert queries.suggestions("groot") == ["gemeente Groot-Ede"]
    assert queries.suggestions("groot ede gem") == ["gemeente Groot-Ede"]
    with transaction():
        services.edit(made.public_id, fresh(made).version, "gemeente Groot-Ede", made.kind, "", [])
    assert len(heard) == 1
    assert fresh(made).domains == []


def test_two_in_the_office_do_not_undo_each_others_change(database: None) -> None:
    made = make_organisation("gemeente Ede")
    with transaction():
        services.edit(made.public_id, made.version, made.name, made.kind, "", ["ede.nl"])
    with pytest.raises(Refused, match="organisation_changed_meanwhile"), transaction():
        services.edit(made.public_id, 1, "gemeente Eede", made.kind, "", [])


def test_suggestions_begin_any_word_and_confirmed_ones_come_first(database: None) -> None:
    make_organisation("gemeente Edam-Volendam")
    make_organisation("gemeente Ede")
    make_organisation("Veiligheidsregio Ede en omstreken")
    flag_organisation("Edelstenen BV")
    assert queries.suggestions("ede") == ["gemeente Ede", "Veiligheidsregio Ede en omstreken", "Edelstenen BV"]
    assert queries.suggestions("EDE", only_confirmed=True) == ["gemeente Ede", "Veiligheidsregio Ede en omstreken"]
    assert queries.suggestions("vol gem") == ["gemeente Edam-Volendam"]
    assert queries.suggestions("g", limit=1) == ["gemeente Edam-Volendam"]


@pytest.mark.parametrize("text", ["", "   ", "%", "_", "' or 1=1 --", "\x00", "ede" * 200, "𝔈𝔡𝔢", "\U0010ffff"])
def test_whatever_is_typed_the_suggestions_answer(database: None, text: str) -> None:
    make_organisation("gemeente Ede")
    assert queries.suggestions(text) in ([], ["gemeente Ede"])
