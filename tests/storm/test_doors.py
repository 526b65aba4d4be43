"""Two doors without connection for ten minutes, five hundred scans each: sent late, in any order, some of them twice,
all at once; and it comes out the same."""

import json
import random
import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from okprofs.events.models import Door, Event, EventStatus, Order, Registration, Scan, TicketType
from okprofs.events.queries.doors import arrivals_on
from okprofs.events.rules.admission import Audience
from okprofs.events.rules.arrival import Arrival, ScanFacts, ScanKind, arrivals
from okprofs.events.services.doors import new_link, open_door
from okprofs.kernel.clock import now, today
from okprofs.kernel.db import db, transaction
from okprofs.kernel.ids import new_public_id
from tests.processes import Answer, Client, Site
from tests.storm.stage import ENGINES, stage

pytestmark = pytest.mark.storm

PEOPLE, SCANS_A_DOOR, AT_ONCE, LINES = 700, 500, 50, 4
BEGAN = now().replace(microsecond=0) - timedelta(minutes=10)


class Hall:
    """An event of today with its two doors, and for each of its people a number."""

    def __init__(self) -> None:
        with transaction() as session:
            kind = TicketType(title="Ochtend", audience=Audience.EVERYONE, price_cents=0, taken=PEOPLE)
            event = Event(slug=new_public_id(), title="Deuren", status=EventStatus.PUBLISHED, ticket_types=[kind])
            event.starts_at, event.ends_at = now(), now() + timedelta(hours=3)
            order = Order(event=event, contact_name="Carla", contact_email="carla@okprofs.example")
            session.add(order)
            session.flush()
            order.registrations = [
                Registration(event_id=event.id, ticket_type=kind, name=f"Bezoeker {number}", price_cents=0)
                for number in range(PEOPLE)
            ]
            self.event_id = event.id
        self.doors = [self._door(title) for title in ("Hal", "Tuin")]
        ids = sa.select(Registration.public_id).where(Registration.event_id == self.event_id).order_by(Registration.id)
        self.people = list(db.session.scalars(ids))

    def _door(self, title: str) -> tuple[str, str]:
        with transaction():
            door = open_door(db.session.get_one(Event, self.event_id), title, today())
            return door.public_id, new_link(door)

    def client(self, running: Site, door: int) -> tuple[Client, str]:
        client = running.client()
        client.cookies["door"] = self.doors[door][1]
        return client, json.loads(client.get("/deur/lijst").text)["token"]

    def state(self) -> dict[int, Arrival]:
        """Who is inside, by number and with the title of the door."""
        db.session.rollback()
        found = arrivals_on(self.event_id, today())
        return {self.people.index(who): arrival for who, arrival in found.items()}

    def rows(self) -> int:
        db.session.rollback()
        return db.session.scalars(sa.select(sa.func.count(Scan.id)).where(Scan.event_id == self.event_id)).one()


def scans_of(door: int, chance: random.Random) -> list[dict[str, Any]]:
    """What one door saw, with the number of each person. The second has a clock that is seven minutes behind; three in
    seven people are seen at both, and some are taken back."""
    scans = []
    for place in range(SCANS_A_DOOR):
        at = BEGAN + timedelta(seconds=place, minutes=-7 * door)
        scan = {"key": f"{door}-{place}", "who": (place + 200 * door) % PEOPLE, "kind": "in", "back": "", "at": at}
        if place and chance.random() < 0.1:
            earlier = chance.choice(scans)
            scan |= {"who": earlier["who"], "kind": "taken_back", "back": earlier["key"]}
        scans.append({**scan, "door": door})
    return scans


def sent(hall: Hall, scan: dict[str, Any]) -> dict[str, Any]:
    at: datetime = scan["at"]
    door = hall.doors[scan["door"]][0]
    return {**scan, "who": hall.people[scan["who"]], "door": door, "at": round(at.timestamp() * 1000), "off": 0}


def expected(scans: list[dict[str, Any]]) -> dict[int, Arrival]:
    facts = [
        ScanFacts(
            scan["at"],
            scan["key"],
            str(scan["who"]),
            ("Hal", "Tuin")[scan["door"]],
            ScanKind(scan["kind"]),
            scan["back"],
        )
        for scan in scans
    ]
    return {int(who): arrival for who, arrival in arrivals(facts).items()}


def send_all(
    running: Site, hall: Hall, scans: list[dict[str, Any]], chance: random.Random
) -> tuple[set[str], list[Any]]:
    """Send each door's scans over several lines at once, in any order, every third batch twice. Returns what a
    telephone heard that listened all the while, and the answers that were not as they should be."""
    wrong: list[Any] = []

    def line(door: int, batches: list[list[dict[str, Any]]]) -> None:
        client, token = hall.client(running, door)
        for batch in batches:
            answer: Answer = client.post_json("/deur/scans", {"number": 0, "scans": batch}, token)
            if answer.status != 200 or json.loads(answer.text)["dropped"]:
                wrong.append((answer.status, answer.text[:200]))

    lines = []
    for door in (0, 1):
        own = [sent(hall, scan) for scan in scans if scan["door"] == door]
        chance.shuffle(own)
        batches = [own[start : start + AT_ONCE] for start in range(0, len(own), AT_ONCE)]
        batches += batches[::3]
        chance.shuffle(batches)
        lines += [threading.Thread(target=line, args=(door, batches[part::LINES])) for part in range(LINES)]
    client, token = hall.client(running, 0)
    heard: set[str] = set()
    number = 0
    for thread in lines:
        thread.start()
    is_over = False
    while not is_over:
        # Once more after the last has sent.
        is_over = not any(thread.is_alive() for thread in lines)
        told = json.loads(client.post_json("/deur/scans", {"number": number, "scans": []}, token).text)["scans"]
        heard |= {scan[1] for scan in told}
        number = told[-1][0] if told else number
    return heard, wrong


@pytest.mark.parametrize("engine", ENGINES)
def test_a_thousand_late_scans_in_any_order_come_out_the_same(
    engine: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    chance = random.Random(10112011)
    scans = [scan for door in (0, 1) for scan in scans_of(door, chance)]
    with stage(engine, tmp_path_factory) as running:
        for _ in range(2):
            hall = Hall()
            heard, wrong = send_all(running, hall, scans, chance)
            assert wrong == []
            assert hall.rows() == len(scans)
            assert hall.state() == expected(scans)
            assert heard == {scan["key"] for scan in scans}, "a telephone that listened missed some"
            assert any(arrival.is_double for arrival in hall.state().values())
            titles = sa.select(Door.title).where(Door.event_id == hall.event_id)
            assert {arrival.door for arrival in hall.state().values()} == set(db.session.scalars(titles))


@pytest.mark.parametrize("engine", ENGINES)
def test_without_knowing_a_scan_again_the_storm_goes_wrong(
    engine: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The control: if this passes with everything in order, the test above proves nothing."""
    chance = random.Random(10112011)
    scans = [scan for door in (0, 1) for scan in scans_of(door, chance)]
    with stage(engine, tmp_path_factory, app="tests.storm.double_counting:app") as running:
        hall = Hall()
        send_all(running, hall, scans, chance)
        assert hall.rows() != len(scans)
