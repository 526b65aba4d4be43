"""A hundred people with one code that works once, or five times: exactly so many get in, and the rest hear why."""

from collections.abc import Iterator

import pytest

from tests.processes import Answer, Client, Site
from tests.storm.signing_up import Result, all_at_once, filled_in, statuses
from tests.storm.stage import ENGINES, counts, make_event, stage, uses_of_code

pytestmark = pytest.mark.storm

PEOPLE, CODE = 100, "STORMCODE26"


@pytest.fixture(scope="module", params=ENGINES)
def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with stage(request.param, tmp_path_factory) as site:
        yield site


def storm(running: Site, most_uses: int) -> tuple[str, list[Result]]:
    """Everybody has the form before them with the code in it, and sends it at the same moment."""
    path = make_event(None, CODE, most_uses)
    ready: list[tuple[Client, dict[str, object]]] = []
    for number in range(PEOPLE):
        client = running.client()
        ready.append((client, filled_in(client, path, f"bezoeker{number}@okprofs.example")))
    return path, all_at_once(PEOPLE, lambda number: ready[number][0].post(path, ready[number][1]))


def is_in_order(path: str, results: list[Result], most_uses: int) -> bool:
    expected = dict.fromkeys(("orders", "registrations", "letters", "journal lines", "taken"), most_uses)
    answered = {303: most_uses, 422: PEOPLE - most_uses}
    return statuses(results) == answered and counts(path) == expected and uses_of_code(path) == most_uses


@pytest.mark.parametrize("most_uses", [1, 5])
def test_a_code_is_used_no_more_often_than_it_may(running: Site, most_uses: int) -> None:
    path, results = storm(running, most_uses)
    assert is_in_order(path, results, most_uses)
    refused = [answer for _, answer in results if isinstance(answer, Answer) and answer.status == 422]
    assert all("Deze code werkt niet, of niet meer" in answer.text for answer in refused)


@pytest.mark.parametrize("engine", ENGINES)
def test_without_the_lock_the_storm_goes_wrong(engine: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The control: if this passes with everything in order, the test above proves nothing."""
    with stage(engine, tmp_path_factory, app="tests.storm.unlocked:app") as running:
        # Often enough for two to read the same number before either writes it.
        path, results = storm(running, 50)
        assert not is_in_order(path, results, 50)
