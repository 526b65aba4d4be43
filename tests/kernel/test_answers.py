"""What every answer tells the browser, also when something went wrong, and what it tells nobody."""

import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from config import from_environment
from okprofs.app import create_app
from okprofs.kernel.db import db
from okprofs.kernel.forms import Submission
from okprofs.kernel.headers import HEADERS
from tests.conftest import Browser
from tests.pages import forms_of

HTTPS = "https://okprofs.example"


@pytest.fixture
def live(app: Flask, database: None) -> Iterator[Any]:
    """The site as it answers in production: by https, with a page in words for a bug."""
    settings = {
        "OKPROFS_ENV": "production",
        "BASE_URL": HTTPS,
        "SECRET_KEY": "t" * 40,
        "MAIL_SERVER": "127.0.0.1",
        "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
    }
    made = create_app(from_environment(settings))
    yield made
    with made.app_context():
        db.engine.dispose()


PATHS = [
    "/",
    "/inloggen",
    "/inloggen/link/geen-echte",
    "/mijn",
    "/beheer",
    "/nergens",
    "/bijeenkomsten/agenda.ics",
    "/organisaties/suggesties?q=bar",
    "/bijeenkomsten?%00=1",
]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_kept_by_nobody_and_runs_nothing_of_others(live: Flask, path: str) -> None:
    headers = live.test_client().get(path, base_url=HTTPS).headers
    for name, value in HEADERS.items():
        assert headers.getlist(name) == [value]
    assert headers["Cache-Control"] == "no-store"
    assert headers["Vary"] == "Cookie"
    assert headers["Strict-Transport-Security"].startswith("max-age=63072000")
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["form-action"] == policy["script-src"] == policy["style-src"] == "'self'"


def test_a_static_file_is_kept_but_is_only_what_its_name_says(live: Flask) -> None:
    page = live.test_client().get("/", base_url=HTTPS).text
    [css] = re.findall(r'href="(/static/site\.[0-9a-f]+\.css)"', page)
    with live.test_client().get(css, base_url=HTTPS) as answer:
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
        assert "Access-Control-Allow-Origin" not in answer.headers
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "path", ["/static/../config.py", "/static/%2e%2e/config.py", "/static/..%2f..%2fconfig.py", "/static//etc/passwd"]
)
def test_no_way_leads_out_of_the_folder_of_static_files(live: Flask, path: str) -> None:
    assert live.test_client().get(path, base_url=HTTPS).status_code == 404


def test_a_bug_on_any_page_is_told_in_words_and_to_the_log_without_a_secret(
    live: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    """No page of errors holds a statement or a trace, and no line of the log a personal link or what was typed."""

    typed = "wat iemand typte"

    def break_down(**values: Any) -> str:
        db.session.execute(sa.text("SELECT :typed FROM no_such_table"), {"typed": typed})
        return "never"

    caplog.set_level(logging.ERROR)
    tried = 0
    for rule in live.url_map.iter_rules():
        view = live.view_functions[rule.endpoint]
        break_down.policy = type("Anyone", (), {"allows": lambda viewer: True})  # type: ignore[attr-defined]
        live.view_functions[rule.endpoint] = break_down
        try:
            values = {name: "8wfq8b7jksjqgeheim" for name in rule.arguments if name != "number"}
            with live.test_request_context(base_url=HTTPS):
                path = live.url_map.bind("okprofs.example").build(rule.endpoint, values, append_unknown=False)
            if "GET" in (rule.methods or ()):
                caplog.clear()
                answer = live.test_client().get(path, base_url=HTTPS)
                assert answer.status_code in (500, 503), path
                for telling in ("no_such_table", typed, "Traceback"):
                    assert telling not in answer.text, (path, telling)
                for secret in (typed, "8wfq8b7jksjqgeheim"):
                    assert secret not in caplog.text, (path, secret)
                tried += 1
        finally:
            live.view_functions[rule.endpoint] = view
    assert tried > 40


def test_what_is_kept_for_a_repeat_holds_no_personal_link(browser: Browser) -> None:
    from tests.events.test_orders import link_to, make_event, make_order, press

    order = make_order(make_event(), "Piet Pietersen")
    link = link_to(order)
    assert press(browser, link, f"{order.registrations[1].public_id}/afmelden").location == link
    secret = link.rpartition("/")[2]
    db.session.rollback()
    rows = db.session.execute(sa.select(*Submission.__table__.columns)).all()
    assert rows
    assert secret not in str(rows)


def test_a_repeat_by_a_personal_link_goes_where_the_first_went(browser: Browser) -> None:
    from tests.events.test_orders import link_to, make_event, make_order

    order = make_order(make_event(), "Piet Pietersen")
    link = link_to(order)
    path = f"{link}/deelnemers/{order.registrations[1].public_id}/afmelden"
    [form] = [one for one in forms_of(browser.get(link).text) if one.action == path]
    assert [browser.post(path, data=form.values).location for _ in range(2)] == [link, link]
