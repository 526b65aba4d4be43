"""Every page, for everyone who may open it: accessible, not too wide, quiet, at home, and light."""

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from tests.journeys.conftest import DESKTOP, PHONE, Person
from tests.processes import Site

pytestmark = pytest.mark.browser

EVENT = "/bijeenkomsten/lean-in-de-praktijk"
OFFICE_EVENT = "/beheer/bijeenkomsten/lean-in-de-praktijk"
# Who opens what. "list > start" is the first page below `start` that the list links to.
PAGES = (
    *(
        ("visitor", path)
        for path in (
            "/",
            "/over-ons",
            "/privacy",
            "/toegankelijkheid",
            "/past-het",
            "/past-het?government=ja&appointment=permanent&engagement=part_time&position=adviser&disciplines=lean",
            "/lid-worden",
            "/inloggen",
            "/inloggen/link",
            "/wachtwoord-vergeten",
            "/bijeenkomsten",
            EVENT,
            f"{EVENT}/aanmelden",
            "/bestaat-niet",
        )
    ),
    *(
        ("lid", path)
        for path in (
            "/",
            "/leden",
            "/leden?q=bestaatnietecht",
            "/leden > /leden/",
            "/mijn",
            "/mijn/profiel",
            "/mijn/profiel/werk",
            "/mijn/profiel/kennis",
            "/mijn/profiel/contact",
            "/mijn/profiel/foto",
            "/mijn/profiel/spiegel",
            "/mijn/profiel/spiegel?als=bestuur",
            "/mijn/sessies",
            "/mijn/aanmeldingen",
            "/mijn/wachtwoord",
            EVENT,
            f"{EVENT}/aanmelden",
            "/beheer",
        )
    ),
    *(("ballotage", path) for path in ("/beheer", "/beheer/aanvragen", "/beheer/aanvragen > /beheer/aanvragen/")),
    *(
        ("organisator", path)
        for path in (
            "/beheer",
            "/beheer/bijeenkomsten",
            "/beheer/bijeenkomsten/nieuw",
            OFFICE_EVENT,
            f"{OFFICE_EVENT}/gegevens",
            f"{OFFICE_EVENT}/deelnemers",
            f"{OFFICE_EVENT}/uitnodigingen",
            f"{OFFICE_EVENT}/dieetwensen",
        )
    ),
    *(
        ("beheerder", path)
        for path in (
            "/beheer",
            "/beheer/organisaties",
            "/beheer/organisaties > /beheer/organisaties/",
            "/beheer/rollen",
            "/beheer/post",
            "/beheer/logboek",
        )
    ),
)
NARROWEST = {"width": 320, "height": 640}
HEAVIEST_PAGE_BYTES = 100_000
# A page that answers 403 or 404 on purpose is written in the console by the browser itself; what is on it may not.
ANSWERED_NO = re.compile(r"^Failed to load resource: the server responded with a status of 40[34] ")


@pytest.fixture(scope="module")
def at_home(chromium: Browser, running: Site, folder: object) -> Iterator[Callable[..., Page]]:
    """`at_home("lid", DESKTOP)`: their page in a window of this size, signed in once for all pages."""
    states: dict[str, object] = {}
    contexts = []

    def come(who: str, size: dict[str, int], *, dark: bool = False) -> Page:
        if who not in states:
            first = chromium.new_context(locale="nl-NL")
            if who != "visitor":
                Person(chromium, running, folder, first).sign_in(who)  # type: ignore[arg-type]
            states[who] = first.storage_state()
            first.close()
        context = chromium.new_context(
            viewport=size,  # type: ignore[arg-type]
            color_scheme="dark" if dark else "light",
            locale="nl-NL",
            base_url=f"http://127.0.0.1:{running.port}",
            storage_state=states[who],  # type: ignore[arg-type]
        )
        contexts.append(context)
        return context.new_page()

    yield come
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_a_page_is_accessible_fits_and_is_quiet(who: str, path: str, at_home: Callable[..., Page]) -> None:
    wrong: list[str] = []
    page = at_home(who, DESKTOP)
    watch(page, wrong)
    visit(page, path)
    address = page.url
    wrong += violations(page, "1280 light")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="dark")
    page.goto(address)
    wrong += violations(page, "390 dark")
    page.set_viewport_size(NARROWEST)  # type: ignore[arg-type]
    widest = page.evaluate("document.documentElement.scrollWidth")
    if widest > NARROWEST["width"]:
        wrong.append(f"320: {widest} wide, by {page.evaluate(WIDE_ELEMENTS)}")
    page.close()
    assert wrong == []


@pytest.mark.parametrize("path", ["/", EVENT])
def test_a_cold_page_is_light(path: str, at_home: Callable[..., Page]) -> None:
    page = at_home("visitor", DESKTOP)
    finished: list[Request] = []
    page.on("requestfinished", lambda request: finished.extend([request]))
    page.goto(path, wait_until="networkidle")
    sizes = {request.url: request.sizes()["responseBodySize"] for request in finished}
    page.close()
    assert sum(sizes.values()) > 5_000, sizes
    assert sum(sizes.values()) <= HEAVIEST_PAGE_BYTES, sizes


# What sticks out, outermost first.
WIDE_ELEMENTS = """() => [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 4).map((element) => element.tagName + "." + element.className)"""


def visit(page: Page, path: str) -> None:
    start, _, below = path.partition(" > ")
    page.goto(start)
    if below:
        links = [str(link.get_attribute("href")) for link in page.locator(f'main a[href*="{below}"]').all()]
        page.goto(next(link for link in links if link.rsplit("/", 1)[-1] not in ("nieuw", "inlezing")))


def watch(page: Page, wrong: list[str]) -> None:
    """Write down what a browser complains of, and every request that leaves the house."""

    pages: set[str] = set()

    def hear(message: ConsoleMessage) -> None:
        is_meant = message.location["url"] in pages and ANSWERED_NO.search(message.text)
        if message.type in ("error", "warning") and not is_meant:
            wrong.append(f"console: {message.text} {message.location['url']}")

    def see(request: Request) -> None:
        if request.is_navigation_request():
            pages.add(request.url)
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            wrong.append(f"request to {request.url}")

    page.on("console", hear)
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.on("request", see)


def violations(page: Page, where: str) -> list[str]:
    """What axe finds; animations are done first, for a colour in between is nobody's colour."""
    page.evaluate("Promise.allSettled(document.getAnimations().map((animation) => animation.finished))")
    found = Axe().run(page).response["violations"]
    return [
        f"{where}: {rule['id']}: {[(node['html'][:160], node['failureSummary'][:200]) for node in rule['nodes'][:2]]}"
        for rule in found
    ]
