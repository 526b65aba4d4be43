"""Every page, for everyone who may open it: accessible, not too wide, quiet, at home, and light."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request

from okprofs.demo.club import DOMAIN, PASSWORD
from tests.journeys.addresses import address_of, led_to
from tests.journeys.conftest import Person
from tests.journeys.looking import REPEATED, Watched, looks_at
from tests.processes import Site

pytestmark = pytest.mark.browser

EVENT = "/bijeenkomsten/lean-in-de-praktijk"
OFFICE_EVENT = "/beheer/bijeenkomsten/lean-in-de-praktijk"
# Who opens what. "list > start > further" is the first page that the list links to below `start`, and the first that
# this page links to below `further`.
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
            f"{EVENT}/waarom",
            f"{EVENT} > /sprekers/",
            "/bestaat-niet",
        )
    ),
    *(
        ("lid", path)
        for path in (
            "/",
            "/leden",
            "/leden?q=bestaatnietecht",
            "/leden/kaart?provincie=gelderland",
            "/mijn/uren",
            "/mijn/uren > /mijn/uren/",
            "/mijn/uren > /bewijs",
            "/mijn/zoekopdrachten",
            "/mijn/zoekopdrachten > /mijn/zoekopdrachten/",
            "/mijn/zoekopdrachten/nieuw?q=lean",
            "/leden > /leden/",
            "/mijn",
            "/mijn/profiel",
            "/mijn/profiel/werk",
            "/mijn/profiel/kennis",
            "/mijn/profiel/contact",
            "/mijn/profiel/foto",
            "/mijn/profiel/spiegel",
            "/mijn/profiel/spiegel?als=bestuur",
            "/mijn/groepen",
            "/mijn/groepen > /vertrek",
            "/mijn/groepen > /mijn/groepen/",
            "/mijn/groepen > /mijn/groepen/ > /intervisies/nieuw",
            "/mijn/groepen > /mijn/groepen/ > /intervisies/",
            "/mijn/groepen > /mijn/groepen/ > /intervisies/ > /verwijdering",
            "/mijn/sessies",
            "/mijn/aanmeldingen",
            "/mijn/agenda",
            "/mijn/wachtwoord",
            "/mijn/e-mailadres",
            "/mijn/lidmaatschap",
            "/mijn/lidmaatschap/verandering",
            "/mijn/lidmaatschap/opzeggen",
            "/mijn/lidmaatschap/plaats",
            "/mijn/plaatsen",
            "/mijn/plaatsen > /nieuw",
            "/mijn/plaatsen > /opvolger",
            "/mijn/plaatsen > /terugname",
            "/mijn/plaatsen > /praktijk",
            "/mijn/plaatsen > /contactpersoon",
            "/leden?q=waterschap > /leden/ > /leden/organisaties/",
            "/mijn/voordrachten",
            "/mijn/lidmaatschap/kaart",
            EVENT,
            f"{EVENT}/aanmelden",
            "/beheer",
        )
    ),
    ("els.dekker", "/mijn/profiel/spiegel?als=groep"),
    ("els.dekker", "/mijn/profiel/spiegel?als=bezoeker > /professionals/"),
    ("heleen.bosch", "/mijn/aanvraag"),
    *(("aanvrager", path) for path in ("/mijn", "/mijn/aanvraag", "/mijn/aanvraag/intrekken")),
    *(
        ("ballotage", path)
        for path in (
            "/beheer",
            "/beheer/aanvragen",
            "/beheer/aanvragen?bak=bezwaren",
            "/beheer/aanvragen > /beheer/aanvragen/",
            "/beheer/aanvragen > /beheer/aanvragen/ > /afwijzen",
            "/beheer/aanvragen > /samenvoegen/",
            "/beheer/aanvragen/teksten",
            "/beheer/aanvragen/teksten > /beheer/aanvragen/teksten/",
            "/beheer/aanvragen/oordeel",
            "/beheer/aanvragen/regels",
            "/beheer/leden",
            "/beheer/leden > /beheer/leden/",
            "/beheer/leden/te-beoordelen",
            "/beheer/leden/organisaties",
            "/beheer/leden/organisaties > /beheer/leden/organisaties/",
            "/beheer/leden/organisaties/nieuw",
            "/beheer/leden/inlezing",
            "/beheer/leden/inlezing > /beheer/leden/inlezing/",
            "/beheer/leden/inlezing > /beheer/leden/inlezing/ > /kolommen",
            "/beheer/leden/inlezing > /beheer/leden/inlezing/ > /verzending",
        )
    ),
    *(
        ("lid", path)
        for path in (
            "/leden?q=Mulder > /leden/ > /bericht",
            "/mijn/berichten",
            "/mijn/berichten > /berichten/",
            "/mijn/berichten > /berichten/ > /melding/",
        )
    ),
    *(
        ("moderator", path)
        for path in (
            "/beheer/meldingen",
            "/beheer/meldingen > /beheer/meldingen/",
            "/mijn/aanmeldingen > /aanmeldingen/ > /wie-komt",
            "/mijn/aanmeldingen > /aanmeldingen/",
            "/mijn/aanmeldingen > /aanmeldingen/ > /kaarten",
            "/mijn/aanmeldingen > /aanmeldingen/ > /deelnamevorm",
            "/mijn/aanmeldingen > /aanmeldingen/ > /factuur",
            "/mijn/aanmeldingen > /aanmeldingen/ > /workshops",
        )
    ),
    *(
        ("organisator", path)
        for path in (
            "/beheer",
            "/beheer/bijeenkomsten",
            "/beheer/bijeenkomsten/nieuw",
            OFFICE_EVENT,
            f"{OFFICE_EVENT}/gegevens",
            f"{OFFICE_EVENT}/kopie",
            "/beheer/bijeenkomsten/voorjaarsseminar/concept",
            f"{OFFICE_EVENT}/herinneringen",
            f"{OFFICE_EVENT}/programma/nieuw",
            f"{OFFICE_EVENT}/deelnamevormen/nieuw",
            f"{OFFICE_EVENT}/afgelasting",
            f"{OFFICE_EVENT}/presentielijst",
            f"{OFFICE_EVENT}/deelnemers/nieuw",
            f"{OFFICE_EVENT}/deelnemers",
            f"{OFFICE_EVENT}/wachten-op-aanvraag",
            f"{OFFICE_EVENT}/wachtlijst",
            f"{OFFICE_EVENT}/cijfers",
            f"{OFFICE_EVENT}/mail",
            f"{OFFICE_EVENT}/mail > /mail/",
            f"{OFFICE_EVENT}/mail/nieuw",
            "/beheer/bijeenkomsten/kwaliteit-aan-de-balie/cijfers",
            "/beheer/bijeenkomsten/kwaliteit-aan-de-balie/mening",
            f"{OFFICE_EVENT}/uitnodigingen",
            f"{OFFICE_EVENT}/uitnodigingen/lijst",
            f"{OFFICE_EVENT}/uitnodigingen/herinnering",
            f"{OFFICE_EVENT}/wijzigen-en-afzeggen",
            f"{OFFICE_EVENT}/deuren",
            f"{OFFICE_EVENT}/drukwerk",
            f"{OFFICE_EVENT}/bewijzen",
            f"{OFFICE_EVENT}/bewijzen/uren",
            f"{OFFICE_EVENT}/deuren > /deuren/",
            f"{OFFICE_EVENT}/gedeelde-plaatsen/nieuw",
            f"{OFFICE_EVENT}/codes",
            f"{OFFICE_EVENT}/dieetwensen",
            f"{OFFICE_EVENT}/workshops",
            f"{OFFICE_EVENT}/workshops > /workshops/",
            f"{OFFICE_EVENT}/workshops/nieuw",
            f"{OFFICE_EVENT}/workshops/afspraken",
            f"{OFFICE_EVENT}/sprekers/nieuw",
            f"{OFFICE_EVENT}/indeling",
            "/beheer/groepen",
            "/beheer/groepen > /beheer/groepen/",
            "/beheer/groepen > /beheer/groepen/ > /einde",
            "/beheer/groepen/nieuw",
        )
    ),
    ("penningmeester", "/beheer/betalingen"),
    ("penningmeester", "/beheer/betalingen?status=open > /aanmeldingen/ > /meer-tijd"),
    *(
        ("beheerder", path)
        for path in (
            "/beheer",
            "/beheer/organisaties",
            "/beheer/organisaties > /beheer/organisaties/",
            "/beheer/organisaties/inlezing",
            "/beheer/accounts",
            "/beheer/rollen",
            "/beheer/rollen/benoeming",
            "/beheer/post",
            "/beheer/logboek",
        )
    ),
)
# Pages beside the list, at the addresses of what stands in it.
NOT_ONE_OF_THEM = ("inlezing", "kaart", "nieuw", "oordeel", "organisaties", "regels", "te-beoordelen", "teksten")
HEAVIEST_PAGE_BYTES = 100_000


@pytest.fixture(scope="module")
def window(chromium: Browser, running: Site) -> Iterator[Callable[[str], Watched]]:
    """`window("lid")`: theirs, signed in once; to open one takes longer than to look at a page."""
    opened: dict[str, Watched] = {}
    base = f"http://127.0.0.1:{running.port}"

    def come(who: str) -> Watched:
        if who not in opened:
            context = chromium.new_context(locale="nl-NL", base_url=base)
            if who != "visitor":
                cookies = signed_in(running, who)
                context.add_cookies([{"name": name, "value": value, "url": base} for name, value in cookies.items()])
            opened[who] = Watched(context.new_page(), base)
        opened[who].wrong.clear()
        return opened[who]

    yield come
    for watched in opened.values():
        watched.page.context.close()


def signed_in(running: Site, who: str) -> dict[str, str]:
    """What the browser of one of the cast holds once they came in; the page itself is looked at elsewhere."""
    client = running.client()
    sent = {**client.form("/inloggen"), "email": f"{who}@{DOMAIN}", "password": PASSWORD}
    assert client.post("/inloggen", sent).status == 303, who
    return client.cookies


@pytest.mark.parametrize(("number", "who", "path"), [(number, *row) for number, row in enumerate(PAGES)])
def test_a_page_is_accessible_fits_and_is_quiet_in_both_languages(
    number: int, who: str, path: str, window: Callable[[str], Watched]
) -> None:
    watched = window(who)
    first, second = looks_at(number)
    watched.begin(first)
    visit(watched.page, path)
    assert address_of(urlsplit(watched.page.url).path) == led_to(path)
    watched.check(first)
    watched.begin(second)
    watched.page.goto(watched.page.url)
    watched.check(second, without=REPEATED)
    assert watched.wrong == []


@pytest.mark.parametrize("path", ["/", EVENT])
def test_a_cold_page_is_light(path: str, person: Callable[..., Person]) -> None:
    visitor = person()
    page = visitor.page
    finished: list[Request] = []
    page.on("requestfinished", lambda request: finished.extend([request]))
    page.goto(visitor.base + path, wait_until="networkidle")
    sizes = {request.url: request.sizes()["responseBodySize"] for request in finished}
    assert sum(sizes.values()) > 5_000, sizes
    assert sum(sizes.values()) <= HEAVIEST_PAGE_BYTES, sizes


def visit(page: Page, path: str) -> None:
    start, *further = path.split(" > ")
    page.goto(start)
    for below in further:
        links = [str(link.get_attribute("href")) for link in page.locator(f'main a[href*="{below}"]').all()]
        last = [(link, link.partition("?")[0].rsplit("/", 1)[-1]) for link in links]
        page.goto(next(link for link, name in last if name not in NOT_ONE_OF_THEM or below.endswith(f"/{name}")))
