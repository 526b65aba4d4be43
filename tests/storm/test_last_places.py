"""Many people, few places, real web processes: never one too many, never two orders for one click."""

from collections.abc import Iterator

import pytest

from tests.processes import Answer, Client, Site
from tests.storm.signing_up import all_at_once, filled_in, statuses
from tests.storm.stage import ENGINES, counts, make_event, stage

pytestmark = pytest.mark.storm

PEOPLE, PLACES = 500, 20


@pytest.fixture(scope="module", params=ENGINES)
def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with stage(request.param, tmp_path_factory) as site:
        yield site


def prepared(running: Site, path: str, people: int) -> list[tuple[Client, dict[str, object]]]:
    """Everybody has the form before them, filled in, with the finger on the button."""
    ready = []
    for number in range(people):
        client = running.client()
        ready.append((client, filled_in(client, path, f"bezoeker{number}@okprofs.example")))
    return ready


def all_have(number: int) -> dict[str, int]:
    return dict.fromkeys(("orders", "registrations", "letters", "journal lines", "taken"), number)


def test_five_hundred_people_get_exactly_the_last_twenty_places(running: Site) -> None:
    path = make_event(PLACES)
    ready = prepared(running, path, PEOPLE)
    results = all_at_once(PEOPLE, lambda number: ready[number][0].post(path, ready[number][1]))
    assert statuses(results) == {303: PLACES, 422: PEOPLE - PLACES}
    assert counts(path) == all_have(PLACES)


def test_five_clicks_make_one_order_and_every_click_gets_its_answer(running: Site) -> None:
    people, clicks = 20, 5
    path = make_event(people)
    ready = prepared(running, path, people)
    results = all_at_once(
        people * clicks, lambda number: ready[number % people][0].post(path, ready[number % people][1])
    )
    assert statuses(results) == {303: people * clicks}
    assert counts(path) == all_have(people)
    answers: dict[int, set[str]] = {}
    for number, answer in results:
        assert isinstance(answer, Answer)
        answers.setdefault(number % people, set()).add(answer.location)
    assert all(len(locations) == 1 for locations in answers.values())


@pytest.mark.parametrize("engine", ENGINES)
def test_without_the_lock_the_storm_goes_wrong(engine: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The control: if this passes with everything in order, the tests above prove nothing."""
    with stage(engine, tmp_path_factory, app="tests.storm.unlocked:app") as running:
        path = make_event(PLACES)
        people = 100
        ready = prepared(running, path, people)
        results = all_at_once(people, lambda number: ready[number][0].post(path, ready[number][1]))
        is_in_order = statuses(results) == {303: PLACES, 422: people - PLACES} and counts(path) == all_have(PLACES)
        assert not is_in_order
