"""An organiser puts members together; they see each other, until they leave or it ends."""

from collections.abc import Iterable

import pytest
import sqlalchemy as sa

from okprofs.community import services
from okprofs.community.models import GroupMember
from okprofs.directory.models import DirectoryFellow
from okprofs.kernel.db import db, transaction
from okprofs.kernel.refusals import Refused
from okprofs.mail.models import Letter
from okprofs.membership.models import Membership
from okprofs.membership.services.memberships import end_membership
from okprofs.people.models import Account, Office
from okprofs.people.rules.visibility import Audience, Field
from tests.community.makers import main_of, make_group
from tests.conftest import Browser
from tests.directory.makers import make_member
from tests.people.makers import deeds, fill, make_account

pytestmark = pytest.mark.usefixtures("database")


def places() -> tuple[set[int], set[int]]:
    """Who sits in a group, as the community and as the directory has it."""
    db.session.rollback()
    return (
        set(db.session.scalars(sa.select(GroupMember.account_id))),
        set(db.session.scalars(sa.select(DirectoryFellow.account_id))),
    )


def assert_sit(members: Iterable[Account]) -> None:
    ids = {member.id for member in members}
    assert places() == (ids, ids)


def test_an_organiser_makes_a_group_and_its_members_see_each_other(browser: Browser) -> None:
    anneke = make_member("Anneke Bakker", to=Audience.GROUPS, phone="+31612345678", function_title="Adviseur Lean")
    kees, hidden = make_member("Kees Kijker"), make_member("Hans Hidden", is_findable=False)
    number = db.session.scalars(sa.select(Membership.number).where(Membership.account_id == kees.id)).one()
    browser.sign_in(make_account("Olga Organisator", offices=[Office.ORGANISER]))
    made = fill(browser, "/beheer/groepen/nieuw", title="Concernkwaliteit", question="Hoe houd je het vol?")
    url = made.location
    for who, name in ((anneke.email, "Anneke Bakker"), (str(number), "Kees Kijker"), (hidden.email, "Hans Hidden")):
        assert fill(browser, url, who=who).location == url
        assert f"{name} zit nu in de groep" in browser.get(url).text
    assert_sit([anneke, kees, hidden])
    refused = fill(browser, url, who="onbekend@nergens.example")
    assert refused.status_code == 422
    assert "Er is geen lid met dit lidnummer" in refused.text
    assert "Concernkwaliteit" in browser.get("/beheer/groepen").text
    letters = list(db.session.scalars(sa.select(Letter).where(Letter.kind == "community/group_joined")))
    assert {letter.recipient for letter in letters} == {anneke.email, kees.email, hidden.email}
    assert not any("Anneke" in str(letter.facts) for letter in letters if letter.recipient != anneke.email)
    browser.sign_in(kees)
    assert "Concernkwaliteit" in main_of(browser, "/mijn")
    own = main_of(browser, "/mijn/groepen")
    assert "Hoe houd je het vol?" in own
    assert "Adviseur Lean" in own
    assert "Kees Kijker" not in own
    assert "Hans Hidden" not in own
    assert "En 1 lid dat zich niet laat vinden." in own
    assert "06 12345678" in main_of(browser, f"/leden/{anneke.public_id}")


@pytest.mark.parametrize("way", ["leaves", "is taken off", "the group ends", "the membership ends"])
def test_after_it_nothing_of_the_group_is_seen(browser: Browser, way: str) -> None:
    anneke = make_member("Anneke Bakker", to=Audience.GROUPS, phone="+31612345678", photo=b"een foto")
    kees = make_member("Kees Kijker")
    group = make_group(anneke, kees)
    page, photo = f"/leden/{anneke.public_id}", f"/leden/{anneke.public_id}/foto/klein"
    browser.sign_in(kees)
    assert "06 12345678" in browser.get(page).text
    assert browser.get(photo).data == b"een foto"
    organiser = make_account("Olga Organisator", offices=[Office.ORGANISER])
    office = f"/beheer/groepen/{group.public_id}"
    if way == "leaves":
        browser.sign_in(anneke)
        assert fill(browser, f"/mijn/groepen/{group.public_id}/vertrek").location == "/mijn/groepen"
    elif way == "is taken off":
        browser.sign_in(organiser)
        assert browser.fill_in(office, form=f"/{anneke.public_id}/verwijdering").location == office
    elif way == "the group ends":
        browser.sign_in(organiser)
        assert fill(browser, f"{office}/einde").location == "/beheer/groepen"
    else:
        with transaction():
            end_membership(db.session.scalars(sa.select(Membership).where(Membership.account_id == anneke.id)).one())
    assert_sit([] if way == "the group ends" else [kees])
    browser.sign_in(kees)
    assert "06 12345678" not in browser.get(page).text
    assert browser.get(photo).status_code == 404
    assert "Anneke" not in main_of(browser, "/mijn/groepen")


def test_who_is_suspended_keeps_a_place_but_sees_nothing_of_it(browser: Browser) -> None:
    anneke = make_member("Anneke Bakker", to=Audience.GROUPS, function_title="Adviseur Lean")
    kees = make_account("Kees Kijker")
    with transaction() as session:
        group = services.found_group("Concernkwaliteit", "", None)
        services.add(group, anneke.email)
        session.add(GroupMember(group_id=group.id, account_id=kees.id))
        session.add(DirectoryFellow(group_id=group.public_id, account_id=kees.id))
    browser.sign_in(kees)
    own = main_of(browser, "/mijn/groepen")
    assert "Concernkwaliteit" in own
    assert "Anneke" not in own
    assert browser.get(f"/leden/{anneke.public_id}").status_code == 403


def test_who_is_no_member_joins_nothing_and_is_told_apart_from_nobody(browser: Browser) -> None:
    stranger = make_account("Vera Visser")
    group = make_group()
    seen = []
    for who in (stranger.email, "niemand@nergens.example", "999999", "²"):
        with pytest.raises(Refused) as refused, transaction():
            services.add(group, who)
        seen.append([refusal.code for refusal in refused.value.refusals])
    assert seen == [["group_member_unknown"]] * 4
    assert_sit([])


def test_doing_it_twice_changes_nothing_more() -> None:
    anneke = make_member("Anneke Bakker")
    group = make_group(anneke)
    for _ in range(2):
        with transaction():
            services.leave(group, anneke)
        with transaction():
            services.end_group(group)
    assert_sit([])
    assert [deed for deed in deeds() if deed.startswith("group")] == [
        "group_founded",
        "group_member_added",
        "group_left",
        "group_ended",
    ]


def test_the_own_group_of_somebody_else_is_nobodys(browser: Browser) -> None:
    group = make_group(make_member("Anneke Bakker", shows=[Field.FUNCTION]))
    browser.sign_in(make_member("Kees Kijker"))
    assert browser.get(f"/mijn/groepen/{group.public_id}/vertrek").status_code == 404
    assert "Je zit in geen groep" in browser.get("/mijn/groepen").text
