"""A seminar from its first idea to the certificate, as six people live through it: who makes it, who come in four
ways, and who stands at the door. Told twice: in Dutch on telephones, in English at desks.

Two weeks cannot be waited for. Between the acts the seminar is moved to today, and then to yesterday.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from gettext import NullTranslations, translation
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from config import from_environment
from okprofs.app import create_app
from okprofs.demo.cases import new_case
from okprofs.demo.club import DOMAIN, PASSWORD
from okprofs.events.models import Door, Event, Scan
from okprofs.events.rules.repeating import moved
from okprofs.kernel.clock import today
from okprofs.kernel.db import db, transaction
from okprofs.kernel.locale import COOKIE
from okprofs.kernel.wall_time import local
from okprofs.membership.services.memberships import begin_membership
from okprofs.membership.services.profiles import show_as_chosen
from okprofs.people.models import Account
from okprofs.people.rules.profession import Discipline, Position
from okprofs.people.services.accounts import create_account
from okprofs.people.services.passwords import hashed
from tests.journeys.conftest import DESKTOP, PHONE, Person
from tests.processes import ROOT, Site

pytestmark = pytest.mark.browser

MORNING, WHOLE_DAY = "Ochtend met lunch", "Hele dag"
IN_WEEKS = 2


@dataclass(frozen=True)
class Cast:
    """Who come, by name; their addresses say how."""

    language: str
    title: str
    guest: str
    applicant: str
    invitee: str
    member: str

    def address(self, role: str) -> str:
        return f"{role}.{self.language}@{DOMAIN}"


IN_DUTCH = Cast("nl", "Wat beklijft", "Bas Wolters", "Iris Kamp", "Louise Baan", "Hans Terhorst")
IN_ENGLISH = Cast("en", "What lasts", "Tess Wouda", "Olaf Brink", "Emma Steen", "Nora Haan")


class Telling:
    """The story in one language, on one size of window."""

    def __init__(self, come: Callable[..., Person], cast: Cast, on: dict[str, int]) -> None:
        self.come, self.cast, self.on = come, cast, on
        self.texts = (
            NullTranslations()
            if cast.language == "nl"
            else translation("messages", ROOT / "okprofs/translations", [cast.language])
        )
        self.slug = ""

    def say(self, text: str, **values: str) -> str:
        """What stands on the screen for these Dutch words."""
        return self.texts.gettext(text) % values

    def say_many(self, one: str, many: str, number: int) -> str:
        return self.texts.ngettext(one, many, number) % {"num": number}

    def euros(self, amount: int) -> str:
        return f"€ {amount},00" if self.cast.language == "nl" else f"€{amount}.00"

    def hours(self, number: float) -> str:
        shown = str(number) if self.cast.language == "en" else str(number).replace(".", ",")
        return self.say("%(hours)s uur", hours=shown)

    def someone(self, address: str = "", on: dict[str, int] | None = None) -> Person:
        """Somebody at a window of their own, signed in when they have an address."""
        who = self.come(on=on or self.on)
        who.context.add_cookies([{"name": COOKIE, "value": self.cast.language, "url": who.base}])
        if address:
            who.open("/inloggen")
            who.page.get_by_label(self.say("E-mailadres"), exact=True).first.fill(address)
            who.page.get_by_label(self.say("Wachtwoord")).fill(PASSWORD)
            who.page.get_by_role("main").get_by_role("button", name=self.say("Log in"), exact=True).click()
            who.page.wait_for_url(lambda url: "/inloggen" not in url)
        return who

    def office(self, page: str = "") -> str:
        return f"/beheer/bijeenkomsten/{self.slug}{page}"

    def signs_up(self, who: Person, ticket: str) -> None:
        """From the page of the seminar, on which they are, to the confirmation."""
        who.follow(self.say("Meld je aan"))
        if who.page.get_by_label(self.say("Je naam")).count():
            expect(who.page.get_by_role("radio", name=WHOLE_DAY).first).to_be_disabled()
            who.fill(self.say("Je naam"), self.cast.guest)
            who.fill(self.say("Je e-mailadres"), self.cast.address("guest"))
        who.page.locator("label", has_text=ticket).first.click()
        who.press(self.say("Meld aan"))
        who.sees(self.say("Je bent aangemeld"))


@pytest.fixture(params=[(IN_DUTCH, PHONE), (IN_ENGLISH, DESKTOP)], ids=["Dutch-390", "English-1280"])
def telling(
    request: pytest.FixtureRequest, person: Callable[..., Person], settings: dict[str, str], running: Site
) -> Iterator[Telling]:
    """With an applicant whose application waits, and a member, in the club of the site that runs."""
    cast, on = request.param
    with create_app(from_environment(settings)).app_context():
        with transaction():
            _applies(cast)
            member = _account(cast, "member", cast.member)
            show_as_chosen(member, wants_to_be_found=True)
            begin_membership(member)
        yield Telling(person, cast, on)
        db.session.remove()
        db.engine.dispose()


def _account(cast: Cast, role: str, name: str) -> Account:
    account = create_account(cast.address(role), name, cast.language)
    account.password_hash = hashed(PASSWORD)
    db.session.flush()
    return account


def _applies(cast: Cast) -> None:
    application = new_case(
        cast.applicant,
        "gemeente Ede",
        Position.ADVISER,
        "Adviseur kwaliteit",
        {Discipline.QUALITY},
        "Ik werk drie dagen per week aan ons kwaliteitssysteem.",
        "Ik wil leren van mensen met hetzelfde vak.",
        2,
        email=cast.address("applicant"),
    )
    application.account = _account(cast, "applicant", cast.applicant)


def test_a_seminar_from_the_first_idea_to_the_certificate(telling: Telling) -> None:
    cast = telling.cast
    organiser = telling.someone(f"organisator@{DOMAIN}")
    _makes_the_last_one_again(telling, organiser)
    _invites(telling, organiser)

    guest = telling.someone()
    guest.open(f"/bijeenkomsten/{telling.slug}")
    telling.signs_up(guest, MORNING)
    guest.sees(telling.euros(60))
    guest.mail(cast.address("guest"), telling.say("Je bent aangemeld: %(event)s", event=cast.title))

    applicant = telling.someone(cast.address("applicant"))
    applicant.open(f"/bijeenkomsten/{telling.slug}")
    telling.signs_up(applicant, WHOLE_DAY)
    _waits_and_is_admitted(telling, applicant)
    _accepts(telling, organiser)

    member = telling.someone(cast.address("member"))
    member.open(f"/bijeenkomsten/{telling.slug}")
    telling.signs_up(member, WHOLE_DAY)
    _ranks(telling, member)
    organiser.open(telling.office())
    organiser.sees("4 / 84")
    organiser.sees("3 / 24")
    _divides(telling, organiser)
    member.page.reload()
    member.sees(telling.say("Hier ga je heen"))
    member.sees(telling.say("Dit was je eerste keus."))

    _is_now_on(telling, days_ago=0)
    _lets_in(telling, organiser)
    _is_now_on(telling, days_ago=1)
    _releases(telling, organiser)
    code = _makes_a_certificate(telling, member)
    _finds_it_good(telling, code)
    # A morning is a morning; and who stayed at home has no hours.
    guest.open(guest.link_in_mail(cast.address("guest"), "/bewijs/link/"))
    guest.sees("Dagstarts bij Burgerzaken")
    expect(guest.page.get_by_text("Wat vraagt dit van ons vak?")).to_have_count(0)
    applicant.open("/mijn/uren")
    applicant.sees(telling.say("Nog geen uren"))


def _makes_the_last_one_again(telling: Telling, organiser: Person) -> None:
    organiser.open("/beheer/bijeenkomsten")
    organiser.follow("Lean in de praktijk")
    organiser.follow(telling.say("Kopieer"))
    organiser.fill(telling.say("Titel"), telling.cast.title)
    organiser.fill(telling.say("Datum van de eerste"), (today() + timedelta(weeks=IN_WEEKS)).isoformat())
    organiser.press(telling.say("Maak een concept"))
    organiser.sees(telling.say("De kopie is een concept. Kijk alles na en publiceer het als het klopt."))
    telling.slug = urlsplit(organiser.page.url).path.rpartition("/")[2]
    organiser.follow(telling.say("Publiceer"))
    organiser.press(telling.say("Publiceer"))
    organiser.sees(telling.say("De bijeenkomst is gepubliceerd en staat op de agenda."))


def _invites(telling: Telling, organiser: Person) -> None:
    organiser.open(telling.office("/uitnodigingen"))
    organiser.fill(telling.say("Naam"), telling.cast.invitee)
    organiser.page.locator("main").get_by_label(telling.say("E-mailadres")).first.fill(telling.cast.address("invitee"))
    organiser.press(telling.say("Stuur de uitnodiging"))
    organiser.sees(telling.say("De uitnodiging voor %(name)s gaat op de post.", name=telling.cast.invitee))


def _waits_and_is_admitted(telling: Telling, applicant: Person) -> None:
    cast = telling.cast
    waits = telling.say("%(ticket)s wacht op een besluit.", ticket=WHOLE_DAY)
    applicant.sees(waits)
    now_due = applicant.page.locator("main div", has_text=telling.say("Nu nog te betalen")).last
    expect(now_due).to_contain_text(telling.euros(60))
    expect(now_due).not_to_contain_text(telling.euros(100))
    applicant.sees(telling.euros(100))

    reviewer = telling.someone(f"ballotage@{DOMAIN}")
    reviewer.open("/beheer/aanvragen")
    reviewer.page.get_by_role("link", name=cast.applicant).first.click()
    reviewer.page.locator("summary", has_text=telling.say("Laat toe")).click()
    reviewer.press(telling.say("Laat %(name)s toe", name=cast.applicant))
    admitted = telling.say("%(name)s is toegelaten, met lidnummer %(number)s.", name=cast.applicant, number="#")
    reviewer.sees(admitted.partition("#")[0])

    applicant.page.reload()
    expect(applicant.page.get_by_text(waits)).to_have_count(0)
    applicant.sees(WHOLE_DAY)
    expect(applicant.page.locator("main .total")).to_contain_text(telling.euros(100))
    confirmed = telling.say("%(ticket)s gaat door: %(event)s", ticket=WHOLE_DAY, event=cast.title)
    assert "100" in applicant.mail(cast.address("applicant"), confirmed)


def _accepts(telling: Telling, organiser: Person) -> None:
    cast = telling.cast
    invitee = telling.someone()
    invitee.open(invitee.link_in_mail(cast.address("invitee"), "/uitnodigingen/"))
    invitee.sees(
        telling.say("Welkom %(name)s. Met deze link ben je uitgenodigd voor deze bijeenkomst.", name=cast.invitee)
    )
    telling.signs_up(invitee, WHOLE_DAY)
    organiser.open(telling.office("/uitnodigingen"))
    organiser.sees(f"{telling.say('Komt')}: 1")


def _ranks(telling: Telling, member: Person) -> None:
    member.follow(telling.say("Workshops van %(name)s", name=telling.cast.member))
    for title, first in (("Procesmanagement", 0), ("Dienstverlening", 1)):
        wish = member.page.get_by_label(telling.say("Keuze %(rank)s", rank="1"))
        wish.nth(first).select_option(label=title)
    member.press(telling.say("Bewaar mijn keuzes"))
    member.sees(telling.say("Je keuzes zijn bewaard."))


def _divides(telling: Telling, organiser: Person) -> None:
    cast = telling.cast
    organiser.open(telling.office("/indeling"))
    organiser.press(telling.say("Deel in"))
    organiser.sees(telling.say("De indeling is berekend. Niemand heeft nog bericht gekregen."))
    # Who came by admission, by invitation and as a member; not who has a morning.
    organiser.sees(telling.say("%(people)s doen mee, %(chose)s kozen", people="3", chose="1"))
    organiser.press(telling.say_many("Publiceer en mail %(num)d deelnemer", "Publiceer en mail %(num)d deelnemers", 3))
    organiser.sees(telling.say_many("%(num)d deelnemer krijgt een mail.", "%(num)d deelnemers krijgen een mail.", 3))
    told = organiser.mail(cast.address("member"), telling.say("Je workshops: %(title)s", title=cast.title))
    assert "Procesmanagement" in told
    assert telling.say("Dit was je eerste keus.") in told


def _lets_in(telling: Telling, organiser: Person) -> None:
    cast = telling.cast
    organiser.open(telling.office("/deuren"))
    organiser.fill(telling.say("Hoe noem je deze deur?"), "Raadhuisplein")
    organiser.press(telling.say("Maak deze deur"))
    organiser.press(telling.say("Maak een nieuwe link"))
    organiser.sees(telling.say("Dit is de link van deze deur"))

    doorkeeper = telling.someone(on=PHONE)
    page = doorkeeper.page
    doorkeeper.open(organiser.page.locator("main code").first.inner_text())
    doorkeeper.press(telling.say("Open de deur"))
    page.locator("[data-door][data-ready]").wait_for(state="attached")
    for name in (cast.guest, cast.invitee, cast.member):
        page.get_by_role("searchbox", name=telling.say("Zoek op naam")).fill(name)
        page.get_by_role("button", name=f"{telling.say('Binnen')}: {name}").click()
        doorkeeper.sees(telling.say("%(name)s is binnen.", name=name))
    expect(page.locator("[data-door-inside]")).to_have_text(["1", "2"])
    expect(page.locator("[data-door-expected]")).to_have_text(["1", "3"])
    doorkeeper.sees(telling.say("Verbonden. Alles is verstuurd."))


def _releases(telling: Telling, organiser: Person) -> None:
    organiser.open(telling.office("/bewijzen"))
    organiser.follow(telling.say("Uren en leerdoelen"))
    organiser.press(telling.say("Bewaar de uren en leerdoelen"))
    organiser.sees(telling.say("De uren en leerdoelen zijn bewaard."))
    organiser.follow(telling.say("Geef de bewijzen vrij"))
    organiser.press(telling.say("Geef de bewijzen vrij"))
    organiser.sees(
        telling.say_many(
            "%(num)s deelnemer krijgt een mail met een persoonlijke link.",
            "%(num)s deelnemers krijgen een mail met een persoonlijke link.",
            3,
        )
    )


def _makes_a_certificate(telling: Telling, member: Person) -> str:
    """Returns the code on it."""
    title = telling.cast.title
    member.mail(telling.cast.address("member"), telling.say("Je bewijs van deelname: %(title)s", title=title))
    member.open("/mijn/uren")
    member.sees(telling.hours(5.08))
    member.follow(title)
    member.sees("Intervisieworkshops, eerste ronde: Procesmanagement")
    with member.page.expect_download() as paper:
        # The page stays where it is: there is no other to wait for.
        member.page.get_by_role("button", name=telling.say("Maak je bewijs (pdf)")).click(no_wait_after=True)
    assert Path(paper.value.path()).read_bytes().startswith(b"%PDF")
    member.open("/mijn/uren")
    shown = member.page.get_by_role("link", name=telling.say("Wat een ander ziet")).first.get_attribute("href") or ""
    return shown.partition("code=")[2]


def _finds_it_good(telling: Telling, code: str) -> None:
    stranger = telling.someone()
    stranger.open("/bewijs")
    stranger.fill(telling.say("Code van het bewijs"), code)
    stranger.press(telling.say("Controleer"))
    stranger.sees(telling.say("Dit bewijs klopt"))
    stranger.sees(telling.cast.member)
    stranger.sees(telling.hours(5.08))


def _is_now_on(telling: Telling, days_ago: int) -> None:
    """The seminar was so many days ago, on all clocks: of its programme, its doors and who came in by them."""
    db.session.rollback()
    with transaction() as session:
        event = session.scalars(sa.select(Event).where(Event.slug == telling.slug)).one()
        day = today() - timedelta(days=days_ago)
        days = (day - local(event.starts_at).date()).days
        for row in (event, *event.sessions):
            for name in ("doors_open_at", "starts_at", "ends_at", "sign_up_closes_at", "free_until"):
                if getattr(row, name, None) is not None:
                    setattr(row, name, moved(getattr(row, name), days))
        session.execute(sa.update(Door).where(Door.event_id == event.id).values(on_day=day))
        session.execute(sa.update(Scan).where(Scan.event_id == event.id).values(scanned_at=event.doors_open_at))
