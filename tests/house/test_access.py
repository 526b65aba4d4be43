"""Who may open what: every endpoint has a policy, and the policies do what they say."""

import re

from flask import Flask

from okprofs.kernel.access import policy_of

OFFICE_PAGES = "/beheer"
OWN_PAGES = "/mijn"


def test_every_endpoint_declares_its_policy(app: Flask) -> None:
    undeclared = [rule.endpoint for rule in app.url_map.iter_rules() if policy_of(app, rule.endpoint) is None]
    assert undeclared == []


def test_every_page_of_the_office_asks_for_an_office(app: Flask) -> None:
    wrong = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(OFFICE_PAGES) and "office" not in policy_of(app, rule.endpoint).name  # type: ignore[union-attr]
    ]
    assert wrong == []


def test_every_page_of_ones_own_asks_to_sign_in(app: Flask) -> None:
    wrong = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(OWN_PAGES) and policy_of(app, rule.endpoint).name == "anyone"  # type: ignore[union-attr]
    ]
    assert wrong == []


def test_every_variable_in_an_address_has_a_type(app: Flask) -> None:
    untyped = [rule.rule for rule in app.url_map.iter_rules() if "<" in rule.rule and ":" not in rule.rule]
    assert untyped == []


def test_every_address_is_lower_case_and_kebab_case(app: Flask) -> None:
    wrong = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if not re.fullmatch(r"(/|(/([a-z0-9.-]+|<(string|int):[a-z_]+>(\.ics)?))+)", rule.rule)
    ]
    assert wrong == []


def test_an_endpoint_without_a_policy_answers_404(app: Flask, browser) -> None:  # type: ignore[no-untyped-def]
    endpoint = "site.show_about"
    view = app.view_functions[endpoint]
    try:
        app.view_functions[endpoint] = lambda: "open"
        assert browser.get("/over-ons").status_code == 404
    finally:
        app.view_functions[endpoint] = view
