"""People sign up without a pause, letters go to a mail server in a bad mood, and every second a process dies.

Afterwards nothing is half, nothing that was confirmed is lost, and every letter has gone; twice only where we know that
it may have. With THOROUGH=1 it lasts a minute.
"""

import contextlib
import os
import random
import signal
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa

from okprofs.events.letters import ORDER_CONFIRMED
from okprofs.events.models import Order, Registration, TicketType
from okprofs.journal.models import JournalEntry
from okprofs.kernel.db import db, transaction
from okprofs.mail.models import Letter, LetterState
from tests import THOROUGH
from tests.mail.conftest import MailServer
from tests.processes import Site, environment, free_port, process_waits, site
from tests.storm.dying import MoodyReceiver, Visitors, Workers
from tests.storm.stage import ENGINES, make_event, new_database, tables

pytestmark = pytest.mark.storm

SECONDS = 60 if THOROUGH else 8
WITHIN_SECONDS = 120
IN_HANDS = (LetterState.CLAIMED, LetterState.DOT)


@contextlib.contextmanager
def stage(
    engine: str, factory: pytest.TempPathFactory, app: str = "wsgi:app"
) -> Iterator[tuple[Site, Workers, MoodyReceiver]]:
    """Web processes, workers and a mail server, on a fresh database."""
    folder, port, receiver = factory.mktemp("dying"), free_port(), MoodyReceiver()
    server = MailServer(receiver, hostname="127.0.0.1", port=0, ready_timeout=10)
    server.start()
    mail = {"MAIL_SERVER": "127.0.0.1", "MAIL_PORT": str(server.port), "MAIL_USE_TLS": "0"}
    settings = environment(new_database(engine, folder), port, **mail)
    workers = Workers(settings, folder)
    try:
        with tables(settings), site(settings, port, folder, app=app) as running:
            yield running, workers, receiver
    finally:
        workers.end()
        receiver.recover()
        server.stop()


def kill_one_after_another(running: Site, workers: Workers, *, kills: int, every: float) -> None:
    """kill -9, each time of any web process or worker. What dies is replaced at once."""
    begun, chance = time.monotonic(), random.Random(42)
    for kill in range(1, kills + 1):
        process_waits(max(0.0, begun + kill * every - time.monotonic()))
        own = [process.pid for process in workers.running]
        victim = chance.choice([*running.workers(), *own])
        if victim in own:
            workers.kill(victim)
        else:
            with contextlib.suppress(ProcessLookupError):
                os.kill(victim, signal.SIGKILL)


@pytest.mark.parametrize("engine", ENGINES)
def test_when_every_second_a_process_dies_nothing_is_half_and_nothing_is_lost(
    engine: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with stage(engine, tmp_path_factory) as (running, workers, receiver):
        workers.start()
        confirmed: dict[str, str] = {}
        with Visitors(running, make_event(1_000_000), confirmed) as visitors:
            wait_until(lambda: len(receiver.taken) > 0)
            kill_one_after_another(running, workers, kills=SECONDS, every=1)
        assert visitors.wrong == []
        assert visitors.lost_answers > 0
        assert what_is_wrong_with_orders(confirmed) == []

        receiver.recover()
        workers.stop()
        let_time_pass()
        workers.start()
        wait_until(none_waits)
        assert workers.stop() == [0, 0]
        assert what_is_wrong_with_mail(receiver) == []


def test_an_order_that_is_confirmed_in_a_second_transaction_ends_half(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The control: were nothing wrong here, the test above would prove nothing."""
    with stage("postgresql", tmp_path_factory, "tests.storm.forgetful:app") as (running, workers, _):
        confirmed: dict[str, str] = {}
        path = make_event(1_000_000)
        for _ in range(20):  # as often as it takes
            with Visitors(running, path, confirmed):
                kill_one_after_another(running, workers, kills=2, every=0.5)
            if what_is_wrong_with_orders(confirmed):
                break
        else:
            pytest.fail("nothing went wrong")


def what_is_wrong_with_orders(confirmed: dict[str, str]) -> list[str]:
    """Everything about the orders that is half, double or lost. `confirmed`: who was told of which order."""
    db.session.rollback()
    wrong = []
    orders = {row.public_id: row for row in db.session.execute(sa.select(Order.public_id, Order.contact_email))}
    attendees = dict(
        db.session.execute(
            sa.select(Order.public_id, sa.func.count()).join(Registration).group_by(Order.public_id)
        ).all()
    )
    lines = defaultdict(list)
    for line in db.session.scalars(sa.select(JournalEntry).where(JournalEntry.action == "order_made")):
        lines[line.subject_id].append(line.details["attendees"])
    letters = defaultdict(list)
    for letter in db.session.scalars(sa.select(Letter)):
        letters[letter.about].append((letter.kind, letter.recipient))

    for public_id, order in orders.items():
        if lines[public_id] != [attendees.get(public_id)]:
            wrong.append(
                f"order {public_id} has journal lines {lines[public_id]}, attendees {attendees.get(public_id)}"
            )
        if letters[public_id] != [(ORDER_CONFIRMED.name, order.contact_email)]:
            wrong.append(f"order {public_id} of {order.contact_email} has letters {letters[public_id]}")
    wrong += [f"nothing has this name: {name}" for name in {*lines, *letters} - set(orders)]
    if sorted(confirmed.items()) != sorted((order.contact_email, name) for name, order in orders.items()):
        wrong.append(f"{len(confirmed)} people were told of an order, {len(orders)} orders stand, or not of the same")
    taken = db.session.scalars(sa.select(TicketType.taken)).one()
    if taken != sum(attendees.values()):
        wrong.append(f"{taken} places are counted, {sum(attendees.values())} are given")
    return wrong


def what_is_wrong_with_mail(receiver: MoodyReceiver) -> list[str]:
    """Every letter that did not arrive, arrived for nothing, or twice without our knowing that it may have."""
    db.session.rollback()
    arrived = Counter(str(message["Message-ID"]) for message in receiver.taken)
    wrong, known = [], set()
    for letter in db.session.scalars(sa.select(Letter)):
        name = f"<{letter.public_id}@127.0.0.1>"
        known.add(name)
        if letter.state is not LetterState.SENT or not arrived[name]:
            wrong.append(f"letter {letter.public_id} is {letter.state} and arrived {arrived[name]} times")
        if arrived[name] > 1 and "possibly delivered twice" not in letter.trouble:
            wrong.append(f"letter {letter.public_id} arrived {arrived[name]} times, silently: {letter.trouble}")
    return wrong + [f"{name} is no letter of ours" for name in set(+arrived) - known]


def let_time_pass() -> None:
    """As if the leases of the dead had run out. No worker lives at this moment."""
    with transaction() as session:
        session.execute(sa.update(Letter).where(Letter.state.in_(IN_HANDS)).values(lease_until=Letter.written_at))


def none_waits() -> bool:
    """Whether every letter is settled; those that wait for another try need not wait any longer."""
    with transaction() as session:
        session.execute(sa.update(Letter).where(Letter.state == LetterState.QUEUED).values(due_at=Letter.written_at))
        waiting = Letter.state.in_((*IN_HANDS, LetterState.QUEUED))
        return session.scalar(sa.select(Letter.id).where(waiting).limit(1)) is None


def wait_until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WITHIN_SECONDS
    while not happened():
        assert time.monotonic() < deadline, "took too long"
        process_waits(0.2)
