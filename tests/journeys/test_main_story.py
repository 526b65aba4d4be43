"""The story OK-Profs exists for: from would-I-fit to a seat among colleagues, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Person

pytestmark = pytest.mark.browser

NAME, ADDRESS = "Noor Veenstra", "noor.veenstra@ede.nl"


def test_a_new_person_becomes_a_member_and_signs_up_for_the_whole_day(person: Callable[..., Person]) -> None:
    newcomer = person()
    _finds_out_whether_it_fits(newcomer)
    _applies(newcomer)
    newcomer.open(newcomer.link_in_mail(ADDRESS, "/lid-worden/bevestigen/"))
    newcomer.press("Bevestig en dien in")
    newcomer.sees("Je aanvraag is ingediend")

    reviewer = person().sign_in("ballotage")
    _admits(reviewer)

    _edits_the_profile(newcomer)
    _finds_a_colleague(newcomer)
    _signs_up_for_the_whole_day(newcomer)


def _finds_out_whether_it_fits(newcomer: Person) -> None:
    newcomer.open("/past-het")
    newcomer.choose("Werk je bij de overheid?", "Ja")
    newcomer.choose("Hoe is je aanstelling?", "Vast")
    newcomer.choose("Hoeveel van je tijd gaat naar kwaliteitsmanagement?", "Deeltijd")
    newcomer.choose("Wat is je functie?", "Adviseur")
    newcomer.choose("Waar ben je mee bezig?", "Lean/Kaizen")
    newcomer.press("Bekijk de uitkomst")
    newcomer.sees("Je past bij de omschrijving van een OK-prof")
    newcomer.follow("Vraag je lidmaatschap aan", within="#uitkomst")


def _applies(newcomer: Person) -> None:
    newcomer.fill("Bij welke organisatie werk je?", "gemeente Ede")
    newcomer.press("Verder")
    newcomer.fill("Hoe heet je functie precies?", "Adviseur Lean")
    newcomer.press("Verder")
    newcomer.fill("Je naam", NAME)
    newcomer.fill("Je e-mailadres", ADDRESS)
    newcomer.fill("Waarom wil je lid worden?", "Ik wil leren van mensen met hetzelfde vak.")
    newcomer.choose("Mogen andere leden je vinden?", "Ja, andere leden mogen me vinden")
    newcomer.press("Verder")
    newcomer.press("Verstuur je aanvraag")
    newcomer.sees("Kijk in je mail")


def _admits(reviewer: Person) -> None:
    reviewer.open("/beheer/aanvragen")
    reviewer.page.get_by_role("link", name=NAME).first.click()
    reviewer.page.get_by_role("heading", name=NAME).wait_for()
    reviewer.page.locator("summary", has_text="Laat toe").click()
    reviewer.press(f"Laat {NAME} toe")
    reviewer.sees(f"{NAME} is toegelaten, met lidnummer")


def _edits_the_profile(member: Person) -> None:
    member.open("/mijn/profiel/kennis")
    member.fill("Vraag mij over", "Dagstarts met een heel team")
    member.page.get_by_label("Wie mag zien waar je over te vragen bent?").select_option(label="Leden")
    member.press("Bewaar je kennis")
    member.sees("Je wijzigingen zijn bewaard")
    member.page.get_by_role("link", name="Zo zien anderen jou").click()
    member.sees("Dagstarts met een heel team")


def _finds_a_colleague(member: Person) -> None:
    member.open("/leden")
    member.page.get_by_role("searchbox").first.fill("Fatima")
    member.page.keyboard.press("Enter")
    member.page.get_by_role("link", name="Fatima Haddou").click()
    member.page.get_by_role("heading", name="Fatima Haddou", level=1).wait_for()
    member.sees("ISO 9001 zonder papierwinkel")


def _signs_up_for_the_whole_day(member: Person) -> None:
    member.open("/bijeenkomsten/lean-in-de-praktijk/aanmelden")
    # The whole card is the label, so that is what a finger lands on.
    member.page.locator("label", has_text="Hele dag").first.click()
    expect(member.page.get_by_role("radio", name="Hele dag").first).to_be_checked()
    member.press("Meld aan")
    member.sees("Je bent aangemeld")
    member.sees("Hele dag")
    member.link_in_mail(ADDRESS, "/aanmeldingen/link/")
