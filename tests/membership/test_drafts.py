"""Is a draft kept for who began it, and for nobody else, and no longer than said?"""

from datetime import timedelta

import sqlalchemy as sa
import time_machine
from flask import Flask

from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.membership.models import Application
from okprofs.membership.services.drafts import forget_drafts
from okprofs.people.models import Account
from tests.conftest import Browser
from tests.membership.makers import mailed_secret, make_application, make_draft
from tests.people.makers import make_account

PASSWORD = "fiets-door-de-veluwe"
ADDRESS = "mirjam.smits@nijkerk.example"
WORK = {"government": "ja", "organisation": "gemeente Nijkerk", "appointment": "permanent"}


def begin_as_visitor(browser: Browser, **person: str) -> Application:
    """A draft with its first step done; with `person` also the third."""
    assert browser.fill_in("/lid-worden", **WORK).status_code == 303
    if person:
        answers = {"name": "Mirjam Smits", "motivation": "Ik zoek vakgenoten.", "findable": "ja"}
        assert browser.fill_in("/lid-worden/over-jou", **answers, **person).status_code == 303
    return stored()


def stored() -> Application:
    db.session.rollback()
    return db.session.scalars(sa.select(Application).order_by(Application.id)).first()  # type: ignore[return-value]


def come_in(browser: Browser, account: Account) -> None:
    answer = browser.fill_in("/inloggen", email=account.email, password=PASSWORD)
    assert answer.status_code == 303


def test_who_signs_in_half_way_goes_on_with_their_draft(browser: Browser) -> None:
    account = make_account("Mirjam Smits", email=ADDRESS, password=PASSWORD)
    begin_as_visitor(browser)
    come_in(browser, account)
    assert browser.get("/lid-worden").location == "/lid-worden/vak"
    assert 'value="gemeente Nijkerk"' in browser.get("/lid-worden/werk").text
    draft = stored()
    assert (draft.account_id, draft.email, draft.name) == (account.id, ADDRESS, "Mirjam Smits")


def test_a_draft_that_already_names_its_writer_goes_along_too(browser: Browser) -> None:
    account = make_account("Mirjam Smits", email=ADDRESS, password=PASSWORD)
    begin_as_visitor(browser, email=ADDRESS)
    come_in(browser, account)
    assert stored().account_id == account.id
    assert "Ik zoek vakgenoten." in browser.get("/lid-worden/over-jou").text


def test_at_a_shared_machine_nobody_gets_the_draft_of_who_sat_there_before(browser: Browser) -> None:
    begin_as_visitor(browser, email="een.ander@nijkerk.example")
    come_in(browser, make_account("Mirjam Smits", email=ADDRESS, password=PASSWORD))
    assert stored().account_id is None
    assert "Ik zoek vakgenoten." not in browser.get("/lid-worden/over-jou", follow_redirects=True).text


def test_a_draft_that_someone_had_already_is_not_replaced(browser: Browser) -> None:
    account = make_account("Mirjam Smits", email=ADDRESS, password=PASSWORD)
    own = make_draft(account=account)
    begin_as_visitor(browser)
    come_in(browser, account)
    assert 'value="Gemeentesecretaris"' in browser.get("/lid-worden/vak").text
    db.session.rollback()
    owners = dict(db.session.execute(sa.select(Application.public_id, Application.account_id)).all())
    assert sorted(owners.values(), key=str) == [account.id, None]
    assert owners[own.public_id] == account.id


def test_who_knew_the_draft_before_it_was_someone_s_no_longer_reaches_it(app: Flask, browser: Browser) -> None:
    account = make_account("Mirjam Smits", email=ADDRESS, password=PASSWORD)
    draft = begin_as_visitor(browser)
    early = mailed_secret("resume_application", draft.public_id, "een.ander@nijkerk.example")
    come_in(browser, account)
    # A letter that waited in the outbox makes its link only when it is sent.
    late = mailed_secret("resume_application", draft.public_id, "een.ander@nijkerk.example")

    stranger = app.test_client()
    with stranger.session_transaction() as held:
        held["application"] = draft.public_id
    assert stranger.get("/lid-worden/werk").location == "/lid-worden"
    stranger.sign_in(make_account("Een Ander"))  # type: ignore[attr-defined]
    assert "Deze link werkt niet meer" in stranger.get(f"/lid-worden/verder/{early}").text
    answer = stranger.fill_in(f"/lid-worden/verder/{late}")  # type: ignore[attr-defined]
    assert answer.status_code == 422
    assert "al gebruikt of verlopen" in answer.text
    assert stored().account_id == account.id


def test_a_draft_that_nobody_touched_for_three_months_is_thrown_away_and_nothing_else(database: None) -> None:
    with time_machine.travel(now() - timedelta(days=91)):
        make_draft(email="lang.geleden@nijkerk.example")
        touched = make_draft(email="pas.nog@nijkerk.example").public_id
        sent = make_application().public_id
    with transaction() as session:
        found = session.scalars(sa.select(Application).where(Application.public_id == touched)).one()
        found.function_title = "Secretaris"
    with transaction():
        forget_drafts()
    assert set(db.session.scalars(sa.select(Application.public_id))) == {touched, sent}
