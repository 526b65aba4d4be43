"""A visitor of every page, in every role, who says what is wrong with an answer and sees what was written."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from itertools import count
from pathlib import Path
from time import process_time
from traceback import extract_tb
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask_wtf.csrf import generate_csrf
from sqlalchemy.engine import Engine
from werkzeug.datastructures import MultiDict
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from okprofs.demo.club import CAST, PASSWORD
from okprofs.demo.load import DOMAIN
from okprofs.kernel.clock import today
from okprofs.kernel.db import db
from tests.house.reading import readable
from tests.house.world import (
    ALMIGHTY,
    APPLICANT,
    ASKED,
    BEGUN,
    CLOSED_WORD,
    DIET_WORD,
    EVERYBODY,
    GROUP_WORD,
    HALFWAY,
    HIDDEN_NUMBER,
    HIDDEN_WORD,
    LETTER_WORD,
    MEMBER,
    MOTIVATION_WORD,
    NOTE_WORD,
    REJECTED,
    REPORTED_WORD,
    VISITOR,
    VOUCHED_WORD,
    Keeper,
    World,
)
from tests.pages import FoundForm, forms_of

# What a request may be answered with; a refusal is any of those from 400.
ANSWERS = {200, 204, 206, 301, 302, 303, 304, 308, 400, 403, 404, 405, 409, 413, 414, 415, 422, 429}
# What stands in the world for some to read: behind the closed door, about health, in an application. Where there is
# no such word in a page, nothing like it is told there.
SECRETS = {
    CLOSED_WORD.encode(): {ALMIGHTY, MEMBER, *(role.address for role in CAST)},
    DIET_WORD.encode(): {ALMIGHTY, MEMBER, "organisator"},
    HIDDEN_WORD.encode(): {MEMBER},
    HIDDEN_NUMBER.removeprefix("+31").encode(): {MEMBER},
    MOTIVATION_WORD.encode(): {ALMIGHTY, APPLICANT, "ballotage"},
    NOTE_WORD.encode(): {ALMIGHTY, "ballotage"},
    VOUCHED_WORD.encode(): {ALMIGHTY, "ballotage"},
    LETTER_WORD.encode(): {MEMBER},
    GROUP_WORD.encode(): {MEMBER, "secretaris"},
    REPORTED_WORD.encode(): set(),
}
# Seconds of work for one answer. No input makes it more.
LONGEST = 1.0
# What a refusal may add: that it was tried.
NOTED = {"attempts", "journal_entries"}
# Public ids, secrets and their digests, moments, and the keys of forms.
BY_CHANCE = re.compile(
    r"\b(?:[2-9b-df-hj-np-tv-z]{12}|[0-9a-f]{20,}|[\w-]{43}|\d{4}-\d\d-\d\d[ T][\d:.+]+|key-\d+)\b"
    # The codes on tickets.
    r"|\b[2-9B-DF-HJ-NP-TV-Z]{27}\b"
    r"|\$argon2id\$[\w=$,+/]+"
    # What a calendar counts changes by, where it is a moment: in seconds.
    r'|\bsequence"+: \d{9}\b'
)
WRITING = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)
ROOT = Path(__file__).parents[2]
# Which of them find a form that the almighty does not.
SEEKERS = (ALMIGHTY, MEMBER, HALFWAY, BEGUN, ASKED, APPLICANT, VISITOR, REJECTED)


class Refilled(BytesIO):
    """A file that can be sent over and over."""

    def read(self, size: int | None = -1, /) -> bytes:
        found = super().read(size)
        if not found:
            self.seek(0)
        return found

    def close(self) -> None:
        self.seek(0)


class Written:
    """Into which tables something was written for good."""

    def __init__(self) -> None:
        self.tables: list[str] = []
        self._pending: dict[int, list[str]] = {}

    def __enter__(self) -> "Written":
        for name in ("after_cursor_execute", "commit", "rollback"):
            sa.event.listen(Engine, name, getattr(self, f"_{name}"))
        return self

    def __exit__(self, *arguments: object) -> None:
        for name in ("after_cursor_execute", "commit", "rollback"):
            sa.event.remove(Engine, name, getattr(self, f"_{name}"))

    def _after_cursor_execute(self, connection: Any, cursor: Any, statement: str, *arguments: Any) -> None:
        found = WRITING.match(statement)
        if found and cursor.rowcount:
            self._pending.setdefault(id(connection), []).append(found[1])

    def _commit(self, connection: Any) -> None:
        self.tables += self._pending.pop(id(connection), [])

    def _rollback(self, connection: Any) -> None:
        self._pending.pop(id(connection), None)


@dataclass
class Form:
    """A form as one of them finds it on a page, filled in so that it can be sent."""

    endpoint: str
    url: str
    person: str
    found: FoundForm
    values: dict[str, Any]
    # Whether it does what it is for, filled in like this.
    acts: bool = False
    changes: dict[str, list[tuple[str, int]]] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.person} POST {self.url}"


@dataclass
class Crawler:
    app: Flask
    world: World
    keeper: Keeper
    written: Written
    faults: list[str] = field(default_factory=list)
    visits: int = 0

    def __post_init__(self) -> None:
        self._numbers = count(1)
        self._left: set[str] = set()
        # Known from the first time that something was changed; the world is the same each time.
        self.before = self.world.before or self.rows(self.keeper.tables)
        self.world.before = self.before
        self.cookies: dict[str, str] = {}
        self.tokens: dict[str, str] = {}
        for person in EVERYBODY:
            cookies = self.world.cookies_of(person, self.app, csrf_token=f"{len(self.cookies):040x}")
            self.cookies[person] = "; ".join(f"{name}={value}" for name, value in cookies.items())
            headers = {"Cookie": self.cookies[person]}
            with self.app.app_context(), self.app.test_request_context(base_url="http://localhost", headers=headers):
                self.tokens[person] = generate_csrf()
        self.client = self.app.test_client(use_cookies=False)

    def rules(self, method: str = "GET") -> list[Rule]:
        return [rule for rule in self.app.url_map.iter_rules() if method in (rule.methods or ())]

    def ask(self, person: str, method: str, url: str, **options: Any) -> TestResponse | None:
        """One request as this person, in the world as it was made, or `after=True` the request before.

        What is wrong with the answer goes into `faults`; None when there was none."""
        headers = {"Cookie": self.cookies[person], **options.pop("headers", {})}
        if options.pop("after", False):
            self._left |= {*self.written.tables}
            self.written.tables = []
        else:
            self.settle()
        self.visits += 1
        what = f"{person} {method} {_short(url)} {_short(str(options))}"
        began = process_time()
        try:
            with self.app.app_context():
                response = self.client.open(url, method=method, headers=headers, **options)
                response.get_data()
        except Exception as error:  # noqa: BLE001 (whatever a visitor can set off is what is looked for)
            ours = [frame for frame in extract_tb(error.__traceback__) if str(ROOT / "okprofs") in frame.filename]
            place = f"{Path(ours[-1].filename).relative_to(ROOT)}:{ours[-1].lineno}" if ours else "outside"
            self.faults.append(f"{what}: {type(error).__name__} at {place}: {_short(str(error))}")
            db.session.remove()
            return None
        if (took := process_time() - began) > LONGEST:
            self.faults.append(f"{what}: took {took:.1f} s")
        self.faults += [f"{what}: {fault}" for fault in self._faults(person, method, url, response)]
        return response

    def settle(self) -> None:
        """Put back what was there, when something was written."""
        if written := self._left | {*self.written.tables}:
            self.keeper.put_back(written)
        self._left, self.written.tables = set(), []

    def _faults(self, person: str, method: str, url: str, response: TestResponse) -> Iterator[str]:
        written = sorted(set(self.written.tables) - NOTED)
        if response.status_code not in ANSWERS:
            yield f"answer {response.status_code}"
        if written and (response.status_code >= 400 or method in ("GET", "HEAD", "OPTIONS")):
            yield f"{response.status_code}, but wrote into {written}"
        if method == "HEAD" and response.get_data():
            yield "HEAD with a body"
        content = readable(response.get_data(), response.mimetype)
        told = [word for word, readers in SECRETS.items() if person not in readers and word in content]
        # A personal link is the proof of whom it was mailed to.
        if told and not any(secret in url for secret in self.world.secrets.values()):
            yield f"tells {told}"
        if (
            response.mimetype == "text/html"
            and method not in ("HEAD", "OPTIONS")
            and not 300 <= response.status_code < 400
        ):
            yield from self._page_faults(response)

    def _page_faults(self, response: TestResponse) -> Iterator[str]:
        if response.headers.get("Content-Security-Policy", "").startswith("sandbox"):
            return
        html = response.text
        if html.count("<h1") != 1 or "</html>" not in html or '<html lang="' not in html:
            yield f"{response.status_code}: not a page in the house style: {_short(html)}"
        if response.headers.get("Cache-Control") != "no-store":
            yield "may be kept by a cache"

    # Forms

    def forms(self) -> list[Form]:
        """Each form that somebody can send, once: found on the pages, filled in; one that acts where there is one."""
        found: dict[tuple[str, frozenset[str]], list[Form]] = {}
        for person in SEEKERS:
            endpoints = {endpoint for endpoint, _ in found}
            # Those after the first look only near what is still to be found.
            missing = {_room_of(rule) for rule in self.rules("POST") if rule.endpoint not in endpoints}
            for rule in self.rules():
                if _room_of(rule) in missing:
                    # Behind a mailed link comes who is not signed in.
                    seeker = VISITOR if person is ALMIGHTY and "token" in rule.arguments else person
                    for url in self.world.addresses_of(rule):
                        self._find_forms(seeker, url, found)
        return [self._one_that_acts(forms) for forms in found.values()]

    def _find_forms(self, person: str, page: str, found: dict[tuple[str, frozenset[str]], list[Form]]) -> None:
        response = self.ask(person, "GET", page)
        if response is None or response.mimetype != "text/html" or response.status_code != 200:
            return
        adapter = self.app.url_map.bind("localhost")
        for item in forms_of(response.text):
            url = item.action or page
            endpoint = adapter.match(url.partition("?")[0], method="POST")[0]
            forms = found.setdefault((endpoint, frozenset(item.kinds)), [])
            if url not in [form.url for form in forms] and len(forms) < 3:
                forms.append(Form(endpoint, url, person, item, self.filled_in(endpoint, item)))

    def _one_that_acts(self, forms: list[Form]) -> Form:
        for form in forms:
            response = self.send(form)
            form.acts = response is not None and response.status_code < 400 and "submissions" in self.written.tables
            form.changes = self.changes()
            if form.acts:
                return form
        return forms[0]

    def filled_in(self, endpoint: str, found: FoundForm) -> dict[str, Any]:
        """What someone who fills in everything would send."""
        values = dict(found.values)
        for name, kind in found.kinds.items():
            if (endpoint, name) in PARTICULAR:
                values[name] = PARTICULAR[endpoint, name]
            elif kind == "button" and name in ("cents", "ticket_type"):
                # What the button says that it costs, or which ticket it is for.
                values[name] = found.choices[name][0]
            elif kind in ("button", "submit", "file", "hidden"):
                continue
            elif kind in ("radio", "select", "checkbox") and not values.get(name):
                choices = [choice for choice in found.choices[name] if choice]
                values[name] = choices[:1] if kind == "checkbox" else choices[0]
            elif not values.get(name):
                values[name] = NAMED.get(name) or ORDINARY.get(kind, "Iets gewoons")
        return values

    def rows(self, tables: Iterable[str]) -> dict[str, Counter[str]]:
        """What stands in these tables, row by row, with a mark for what chance and the clock make."""
        row = "CAST(kept AS text)" if self.keeper.engine == "postgresql" else "*"
        with db.engine.connect() as connection:
            found = {
                name: connection.execute(sa.select(sa.text(row)).select_from(sa.text(f"{name} kept")))
                for name in tables
            }
            return {
                name: Counter(BY_CHANCE.sub("…", str(tuple(line))) for line in lines) for name, lines in found.items()
            }

    def changes(self) -> dict[str, list[tuple[str, int]]]:
        """What the last request changed for good: per table the rows that came and went."""
        tables = sorted(set(self.written.tables) - {"submissions"})
        before, after = self.before, self.rows(tables)
        return {
            name: sorted(
                [*(after[name] - before[name]).items(), *((row, -n) for row, n in (before[name] - after[name]).items())]
            )
            for name in tables
        }

    def again(self, form: Form) -> dict[str, Any]:
        """The same form, as it would stand on a page opened anew: with a key of its own."""
        return {**form.values, "once": f"key-{next(self._numbers)}", "csrf_token": self.tokens[form.person]}

    def send(self, form: Form, values: Any = None, **options: Any) -> TestResponse | None:
        data = self.again(form) if values is None else values
        return self.ask(form.person, "POST", form.url, data=data, **options)


def pairs(values: dict[str, Any]) -> MultiDict[str, Any]:
    return MultiDict(
        (name, item) for name, value in values.items() for item in (value if isinstance(value, list) else [value])
    )


def _room_of(rule: Rule) -> str:
    return "/".join(rule.rule.split("/")[:3])


def _short(text: str) -> str:
    text = ascii(" ".join(text.split()))
    return text if len(text) < 200 else f"{text[:140]} … {text[-40:]}"


def is_done(response: TestResponse) -> bool:
    """Whether a form did what it is for: it leads on, or it is a file."""
    is_sent_in = (response.location or "").partition("?")[0] == "/inloggen"
    return (response.status_code == 303 and not is_sent_in) or response.mimetype != "text/html"


# What someone fills in where nothing stands, by the kind of field, and by its name.
ORDINARY = {
    "email": f"iemand.nieuws@{DOMAIN}",
    "tel": "06 12345678",
    "date": str(today() + timedelta(days=10)),
    "time": "11:00",
    "number": "12",
    "password": PASSWORD,
}
NAMED = {
    "amount": "60,00",
    "code": "iets-gewoons-2026",
    "colleague_price": "9,00",
    "discount": "5,00",
    "early_ends_on": str(today()),
    "early_price": "9,50",
    "least_per_order": "1",
    "most_per_order": "5",
    "most_uses": "5",
    "sales_close_on": str(today() + timedelta(days=20)),
    "sales_open_on": str(today()),
    "speaker_price": "0,00",
    "capacity": "12",
    "day": str(today() + timedelta(days=60)),
    "domains": "iets-gewoons.example",
    "doors_open": "09:00",
    "ends": "12:00",
    "email": f"iemand.nieuws@{DOMAIN}",
    "link": "https://barneveld.nl",
    "member_price": "10,00",
    "phone": "06 12345678",
    "price": "12,50",
    "sign_up_opens_on": str(today()),
    "slug": "iets-gewoons",
    "working_since": "2011",
}
# What only one form asks like that.
PARTICULAR: dict[tuple[str, str], Any] = {
    ("community.create_meeting", "held_on"): str(today() - timedelta(days=3)),
    ("community.show_group", "who"): f"jan.visser@{DOMAIN}",
    ("events.create_order", "code"): "",
    ("events.create_invitation_list", "checked"): '[["Iemand Nieuws", "nieuws@ede.example"]]',
    ("events.create_invitation_list", "text"): "Iemand Nieuws;nieuws@ede.example",
    ("events.edit_change_terms", "changes_close_on"): str(today() + timedelta(days=20)),
    ("events.edit_change_terms", "changes_close"): "17:00",
    ("events.edit_change_terms", "percentage"): "50",
    ("events.edit_change_terms", "free_until_on"): str(today() + timedelta(days=10)),
    ("events.edit_change_terms", "free_until"): "17:00",
    ("events.edit_change_terms", "pay_within_days"): "14",
    ("events.create_time_to_pay", "day"): str(today() + timedelta(days=30)),
    ("events.edit_invitation_reminder", "days"): "7",
    ("events.create_programme_session", "starts"): "16:00",
    ("events.create_speaker", "address"): f"lid@{DOMAIN}",
    ("events.edit_workshop_choices", "round_1_choice_2"): "",
    ("events.edit_workshop_choices", "round_1_choice_3"): "",
    ("events.edit_own_workshop_choices", "round_1_choice_2"): "",
    ("events.edit_own_workshop_choices", "round_1_choice_3"): "",
    ("events.edit_code", "percentage"): "",
    ("events.list_codes", "percentage"): "",
    ("events.create_programme_session", "ends"): "16:15",
    ("events.edit_pending_terms", "hold_hours"): "48",
    ("membership.create_nomination", "address"): f"een.collega@{DOMAIN}",
    ("membership.create_contact", "address"): f"iemand.nieuws@{DOMAIN}",
    ("membership.create_office_contact", "address"): f"iemand.nieuws@{DOMAIN}",
    ("membership.create_organisation_membership", "address"): f"iemand.nieuws@{DOMAIN}",
    ("membership.create_seat", "address"): f"iemand.nieuws@{DOMAIN}",
    ("membership.create_successor", "address"): f"iemand.nieuws@{DOMAIN}",
    ("membership.create_network_import", "file"): (Refilled(b"Naam;E-mail\nIemand Nieuws;nieuws@ede.example"), "a.csv"),
    ("membership.edit_network_matching", "name"): "",
    ("membership.edit_network_matching", "language"): "",
    ("organisations.create_import", "text"): "type,code,naam,provincie,inwoners\ngemeente,gm9999,Iets,,100",
    ("people.create_appointment", "email"): f"lid@{DOMAIN}",
    ("people.create_session", "email"): f"lid@{DOMAIN}",
    ("people.list_accounts", "email"): f"lid@{DOMAIN}",
    ("people.edit_forgotten_password", "password"): "zeventien lege fietstassen",
    ("people.edit_password", "password"): "zeventien lege fietstassen",
}
