"""At the door, with a telephone: a code is scanned, the connection falls away, people go on coming in, it comes back.

The camera cannot be held before a paper here. What a camera sees goes the same way as a photo of a code, which can.
"""

import io
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import segno
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from config import from_environment
from okprofs.app import create_app
from okprofs.events.models import Door, Event, Registration
from okprofs.events.queries.doors import attendance_of
from okprofs.events.rules.admission import Ground
from okprofs.kernel.clock import today
from okprofs.kernel.db import db, transaction
from tests.events.makers import make_door, make_door_link, make_event_of_today, make_suspended_member
from tests.journeys.conftest import PHONE, Person
from tests.journeys.looking import found_by_axe
from tests.processes import Site

pytestmark = pytest.mark.browser

SLUG = "bij-de-deur"


@pytest.fixture
def link(settings: dict[str, str], running: Site) -> Iterator[str]:
    """The link of a door of an event of today, to which Ilse, Bert and Cor come; Cor signed up for the whole day as the
    member that he is no more."""
    with create_app(from_environment(settings)).app_context():
        event = make_event_of_today(SLUG, "Ilse van Dongen", "Bert Oversteegen", "Cor Nijhuis")
        gone = make_suspended_member("Cor Nijhuis").id
        with transaction() as session:
            cor = session.scalars(sa.select(Registration).where(Registration.name == "Cor Nijhuis")).one()
            cor.ticket_type, cor.account_id, cor.ground = event.ticket_types[1], gone, Ground.MEMBER
        yield f"/deur/open/{make_door_link(make_door(event, 'Hoofdingang'))}"
        db.session.remove()
        db.engine.dispose()


def photo_of(name: str) -> dict[str, object]:
    """A photo of somebody's ticket."""
    picture = io.BytesIO()
    code = db.session.scalars(sa.select(Registration.ticket_code).where(Registration.name == name)).one()
    segno.make_qr(code, error="q").save(picture, kind="png", scale=6, border=6)
    return {"name": "kaart.png", "mimeType": "image/png", "buffer": picture.getvalue()}


def inside() -> set[str]:
    db.session.rollback()
    event = db.session.scalars(sa.select(Event).where(Event.slug == SLUG)).one()
    query = sa.select(Registration.name).where(Registration.public_id.in_(attendance_of(event)))
    return set(db.session.scalars(query))


def let_in(page: Page, name: str) -> None:
    page.get_by_label("Zoek op naam").fill(name)
    page.get_by_role("button", name=f"Binnen: {name}").click()


def test_people_go_on_coming_in_without_connection(link: str, person: Callable[..., Person]) -> None:
    doorkeeper = person(on=PHONE)
    page = doorkeeper.page
    doorkeeper.open(link)
    doorkeeper.press("Open de deur")
    page.locator("[data-door][data-ready]").wait_for(state="attached")
    doorkeeper.sees("Verbonden. Alles is verstuurd.")
    page.locator("[data-door-photo]").set_input_files(photo_of("Ilse van Dongen"))  # type: ignore[arg-type]
    doorkeeper.sees("Ilse van Dongen is binnen.")
    page.locator("[data-door-photo]").set_input_files(photo_of("Ilse van Dongen"))  # type: ignore[arg-type]
    doorkeeper.sees("Ilse van Dongen is al binnen, sinds")

    doorkeeper.context.set_offline(True)
    page.reload()
    page.locator("[data-door][data-ready]").wait_for(state="attached")
    let_in(page, "Bert Oversteegen")
    doorkeeper.sees("1 scan wacht op verbinding.")
    let_in(page, "Cor Nijhuis")
    expect(page.locator("[data-door-said]")).to_contain_text("Cor Nijhuis is binnen. Hele dag · geen lid op die dag")
    expect(page.locator("[data-door-found]")).to_contain_text("geen lid op die dag")
    page.get_by_role("button", name="Toch niet binnen: Cor Nijhuis").first.click()
    doorkeeper.sees("3 scans wachten op verbinding.")
    assert inside() == {"Ilse van Dongen"}
    expect(page.locator("[data-door-inside]").first).to_have_text("2")
    assert found_by_axe(page) == []

    doorkeeper.context.set_offline(False)
    doorkeeper.sees("Verbonden. Alles is verstuurd.")
    assert inside() == {"Ilse van Dongen", "Bert Oversteegen"}

    doorkeeper.context.set_offline(True)
    let_in(page, "Cor Nijhuis")
    doorkeeper.sees("1 scan wacht op verbinding.")
    of_event = Door.event_id.in_(sa.select(Event.id).where(Event.slug == SLUG))
    # The day ends before there is a connection again.
    with transaction() as session:
        session.execute(sa.update(Door).where(of_event).values(on_day=today() - timedelta(days=1)))
    doorkeeper.context.set_offline(False)
    doorkeeper.sees("De namen zijn van deze telefoon gewist.")
    assert inside() == {"Ilse van Dongen", "Bert Oversteegen", "Cor Nijhuis"}
    assert page.evaluate(KEPT) == []


# Every text that the telephone still holds.
KEPT = """async () => {
  const opening = indexedDB.open("deur");
  const database = await new Promise((resolve) => (opening.onsuccess = () => resolve(opening.result)));
  const kept = await Promise.all(["kept", "scans", "queue"].map((name) => new Promise((resolve) => {
    const asking = database.transaction(name).objectStore(name).getAll();
    asking.onsuccess = () => resolve(asking.result);
  })));
  return [...kept.flat(), ...(await caches.keys()), ...Object.keys(localStorage)];
}"""
