"""Twenty people who click on one invitation together: one gets in, the others hear why not.

Nobody twice at one event is also held by an index; it is taken away here, so that it is the invitation that is tried.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa

from okprofs.events.models import Event, Invitation, Order, Registration
from okprofs.events.services.invitations import invite
from okprofs.kernel.db import db, transaction
from okprofs.mail.services import mint
from tests.pages import forms_of
from tests.processes import Client, Site
from tests.storm.signing_up import Result, all_at_once, statuses
from tests.storm.stage import ENGINES, make_event, stage

pytestmark = pytest.mark.storm

CLICKS = 20


@pytest.fixture(scope="module", params=ENGINES)
def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with stage(request.param, tmp_path_factory) as site:
        yield site


def storm(running: Site) -> tuple[int, list[Result]]:
    """Everybody has the form of the invitation before them, and sends it at the same moment."""
    slug = make_event(None).split("/")[2]
    with transaction() as session:
        session.execute(sa.text("DROP INDEX IF EXISTS uq_registrations_attendee"))
        event = session.scalars(sa.select(Event).where(Event.slug == slug)).one()
        event.ticket_types[0].audience = "professionals_and_invitees"
        invitation = invite(event, "Gijs Genodigde", "gijs@okprofs.example")
        secret = mint("invitation", invitation.public_id, invitation.email, timedelta(days=40))
        event_id = event.id
    path = f"/uitnodigingen/{secret}/aanmelden"
    ready: list[tuple[Client, dict[str, object]]] = []
    for _ in range(CLICKS):
        client = running.client()
        page = client.get(path).text
        start = page.index('name="own-ticket_type"')
        tag = page[page.rindex("<", 0, start) : page.index(">", start)]
        ticket_type = tag.split('value="')[1].split('"')[0]
        values: dict[str, object] = {**forms_of(page)[-1].values, "comes_along": "y", "own-ticket_type": ticket_type}
        ready.append((client, values))
    return event_id, all_at_once(CLICKS, lambda number: ready[number][0].post(path, ready[number][1]))


def is_in_order(event_id: int, results: list[Result]) -> bool:
    db.session.rollback()
    event = db.session.get_one(Event, event_id)
    here = {model: sa.select(sa.func.count()).where(model.event_id == event_id) for model in (Order, Registration)}
    numbers = {db.session.scalars(query).one() for query in here.values()} | {event.ticket_types[0].taken}
    used = db.session.scalars(sa.select(Invitation.registration_id).where(Invitation.event_id == event_id)).one()
    return statuses(results) == {303: 1, 422: CLICKS - 1} and numbers == {1} and used is not None


def test_an_invitation_lets_in_one_of_twenty(running: Site) -> None:
    event_id, results = storm(running)
    assert is_in_order(event_id, results), statuses(results)


@pytest.mark.parametrize("engine", ENGINES)
def test_without_lock_and_mark_more_get_in(engine: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The control: if everything is always in order here, the test above proves nothing. By chance it may be once."""
    with stage(engine, tmp_path_factory, app="tests.storm.invited_twice:app") as running:
        assert any(not is_in_order(*storm(running)) for _ in range(5))
