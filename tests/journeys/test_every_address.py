"""Every page to which no row of `test_every_page.py` leads, by its address, in the club that has one of everything.

Most of them stand behind a mailed link. A page that the house gets is looked at here without another word.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask_migrate import upgrade
from playwright.sync_api import Browser

from config import from_environment
from okprofs.app import create_app
from okprofs.kernel.db import db
from tests.house.test_access import plain
from tests.house.world import ALMIGHTY, HALFWAY, REJECTED, SENT, VISITOR, World, build, put_mail
from tests.journeys.addresses import ADDRESSES, NO_PAGE, is_page, led_to
from tests.journeys.looking import Watched, looks_at
from tests.journeys.test_every_page import PAGES
from tests.processes import ROOT, environment, free_port, site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("world")]

LEFT = [address for address in ADDRESSES if is_page(address) and address not in {led_to(row) for _, row in PAGES}]
# Who opens what nobody of the cast does.
OTHERS = {"/lid-worden/verstuurd": SENT, "/lid-worden/": HALFWAY, "/beheer/": ALMIGHTY, "/mijn/aanvraag/": REJECTED}


@pytest.fixture(scope="module")
def world_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, Flask, str]]:
    """The world, its application, and where it runs."""
    folder, port = tmp_path_factory.mktemp("world"), free_port()
    settings = environment(f"sqlite:///{folder}/world.sqlite3", port, MAILBOX=str(folder / "mailbox"))
    app = create_app(from_environment(settings))
    with app.app_context():
        upgrade(str(ROOT / "migrations"))
        world = build()
        put_mail(app)
        db.session.remove()
        db.engine.dispose()
    with site(settings, port, folder, workers=1):
        yield world, app, settings["BASE_URL"]


@pytest.fixture(scope="module")
def window(chromium: Browser, world_app: tuple[World, Flask, str]) -> Iterator[Callable[[str], Watched]]:
    """`window("lid")`: theirs, who came in already."""
    world, app, base = world_app
    opened: dict[str, Watched] = {}

    def come(who: str) -> Watched:
        if who not in opened:
            context = chromium.new_context(locale="nl-NL", base_url=base)
            cookies = world.cookies_of(who, app)
            context.add_cookies([{"name": name, "value": value, "url": base} for name, value in cookies.items()])
            opened[who] = Watched(context.new_page(), base)
        opened[who].wrong.clear()
        return opened[who]

    yield come
    for watched in opened.values():
        watched.page.context.close()


@pytest.mark.parametrize(("number", "address"), list(enumerate(LEFT)))
def test_an_address_is_accessible_fits_and_is_quiet_in_both_languages(
    number: int, address: str, world_app: tuple[World, Flask, str], window: Callable[[str], Watched]
) -> None:
    world, app, _ = world_app
    watched = window(who_opens(address))
    [rule] = [
        rule for rule in app.url_map.iter_rules() if plain(rule.rule) == address and "GET" in (rule.methods or ())
    ]
    first, second = looks_at(number)
    if number % 4 > 1:
        first, second = second, first
    watched.begin(first)
    # Where something is to be chosen first, as it is once that was done.
    for path in sorted(world.addresses_of(rule), key=lambda path: "?" not in path):
        answer = watched.page.goto(path)
        if answer is not None and answer.status == 200 and not answer.request.redirected_from:
            break
    else:
        pytest.fail(f"{who_opens(address)} cannot open it")
    watched.check(first)
    watched.begin(second)
    watched.page.goto(path, wait_until="domcontentloaded")
    watched.check(second, by_axe=False)
    assert watched.wrong == []


def test_every_reason_not_to_look_at_an_address_still_holds_of_one() -> None:
    assert [why for why, what in NO_PAGE.items() if not any(re.fullmatch(what, one) for one in ADDRESSES)] == []


def who_opens(address: str) -> str:
    """The first of the cast who may; a mailed link, who has nothing else."""
    answers = ADDRESSES[address]
    others = (who for start, who in OTHERS.items() if address.startswith(start))
    return next((who for who, answer in answers.items() if answer == "200"), None) or next(others, VISITOR)
