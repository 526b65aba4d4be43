"""Whatever comes in, from whomever: an answer in the house style with the right status, and on a refusal nothing is
written.

Pages and forms are found, not listed, so a new one is visited too. What is sent is a sample of everything, the same
each time; THOROUGH=1 sends much more.
"""

import random
from collections.abc import Callable, Iterable, Iterator
from itertools import cycle
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from okprofs.kernel.db import db
from tests import tries
from tests.house.asked import Unreadable, names_in_addresses, names_read_in
from tests.house.crawler import NOTED, Crawler, Form, is_done
from tests.house.world import ALMIGHTY, EVERYBODY, MEMBER, VISITOR, filled, prefixes_of

Case = TypeVar("Case")

WELL_FORMED_BUT_UNKNOWN = {"int": "99", "string": "zzzzzzzzzzzz"}
# As bytes where a text could not hold it: half a surrogate pair, and what is no UTF-8.
TEXTS: tuple[str | bytes, ...] = (
    "",
    " \t ",
    "\x00",
    "a\x00b",
    "\x01\x08\x0b\x1b[31m\x7f\x85",
    b"\xed\xa0\x80",
    b"\xff\xfe\xc0\xaf",
    "\u202eabc\u2066",
    "\u200b\ufeff\u2028\u2029",
    "' OR 1=1; --",
    '"; DROP TABLE accounts; --',
    "%_%\\",
    "{{7*7}}{% raw %}${7*7}%(x)s%s{0.__class__}",
    "x\r\nSet-Cookie: a=b\r\n\r\n<h1>",
    "<script>alert(1)</script>\"'>",
    "../../../../etc/passwd",
    "//evil.example/",
    "javascript:alert(1)",
    "=cmd|' /C calc'!A0",
    "-1",
    "0",
    "1.5",
    "1e309",
    "NaN",
    "9" * 31,
    "9" * 5000,
    "²",
    "٣",
    "１２",
    "é" * 300,
    "a" + "\u0301" * 3000,
    "👩‍👩‍👧" * 100,
    "ﷺ" * 250,
    "x" * 20_000,
    "99999-12-31",
    "2027-02-30",
    "0000-00-00",
    "25:61",
    "a@b@c",
    "x@" + "a" * 300 + ".nl",
    "iemand@[127.0.0.1]",
    "iemand@xn--a.nl",
    "[]",
    '{"a": 1}',
    "None",
    "admin",
)
HEADERS: tuple[dict[str, str], ...] = (
    {"Accept-Language": "en;q=" + "9" * 400},
    {"Accept-Language": "*;q=-1,,;;==\x7f"},
    {"Accept": "text/" + "x" * 5000},
    {"Accept-Encoding": "br;q=nan, gzip;q=1e999"},
    {"Authorization": "Basic \xff\xfe"},
    {"Content-Length": "0"},
    {"Content-Type": "application/x-www-form-urlencoded; charset=nonsense"},
    {"Cookie": "session=\xff\x80; form=\x00; taal=\ud7ff"},
    {"Cookie": "=;;; =; session; form=.eJx; session=" + "a" * 20_000},
    {"Cookie": "session=a; session=b; form=a.b.c; taal=xx; taal=" + "n" * 500},
    {"If-Modified-Since": "Thu, 99 Foo 99999 99:99:99 GMT"},
    {"If-None-Match": '"' + "a" * 5000 + '", W/, *'},
    {"Range": "bytes=9-0,-,99999999999999999999-"},
    {"Referer": "http://evil.example/\x7f"},
    {"User-Agent": "\xff" * 2000},
    {"X-Forwarded-For": "' OR 1=1, " + "1.2.3.4, " * 500},
    {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "javascript", "X-Forwarded-Prefix": "//evil.example"},
    {"X-HTTP-Method-Override": "DELETE"},
    {"X-Original-URL": "/beheer", "X-Rewrite-URL": "/beheer"},
)
FOREIGN_HOSTS = ("evil.example", "localhost.evil.example", "localhost:99999", "local_host", "[::1", "a" * 300, "é")
METHODS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "QUIT\u00ff")
MULTIPART = "multipart/form-data; boundary=b"
URLENCODED = "application/x-www-form-urlencoded"


@pytest.fixture
def share(engine: str) -> Callable[[Iterable[Case], int], list[Case]]:
    """About so many of these cases: always the same ones, others on each engine."""

    def some(cases: Iterable[Case], number: int) -> list[Case]:
        found = list(cases)
        return random.Random(engine).sample(found, min(tries(number), len(found)))

    return some


Share = Callable[[Iterable[Any], int], list[Any]]


def sound(crawler: Crawler) -> None:
    """Nothing was wrong with any answer."""
    assert crawler.visits > tries(20), "hardly anything was visited"
    shown = crawler.faults[:40]
    assert not crawler.faults, "\n".join([f"{len(crawler.faults)} faults in {crawler.visits} visits", *shown])


def test_there_is_an_example_of_every_route(app: Flask, crawler: Crawler) -> None:
    """A route with a new kind of variable asks for one in `world.py`."""
    unknown = [rule.rule for rule in app.url_map.iter_rules() if not crawler.world.addresses_of(rule)]
    assert unknown == []


# What no form sends: tried where it belongs.
SPOKEN_BY_SCRIPTS = {"events.create_scans"}


def test_somebody_can_send_every_form_and_it_acts(crawler: Crawler, forms: list[Form]) -> None:
    """A form that nobody finds, or that does not act when it is filled in, was not tried by the tests below."""
    acting = {form.endpoint for form in forms if form.acts}
    missing = {rule.endpoint for rule in crawler.rules("POST")} - acting - SPOKEN_BY_SCRIPTS
    assert missing == set()


# Addresses


def quoted(text: str | bytes) -> str:
    return quote(text, safe="")


def test_whatever_stands_in_a_path(crawler: Crawler, share: Share) -> None:
    rules = [rule for rule in crawler.app.url_map.iter_rules() if rule.arguments]
    for rule, text, person in share(
        ((rule, text, person) for rule in rules for text in TEXTS for person in (ALMIGHTY, VISITOR)), 45
    ):
        for url in hostile_paths(crawler, rule, text):
            method = "GET" if "GET" in (rule.methods or ()) else "POST"
            token = {} if method == "GET" else {"csrf_token": crawler.tokens[person]}
            response = crawler.ask(person, method, url, data=token or None)
            if response is not None and is_open(response) and not is_same_place(url):
                crawler.faults.append(f"{person} {method} {url[:200]!r}: opens with {response.status_code}")
    sound(crawler)


def hostile_paths(crawler: Crawler, rule: Rule, text: str | bytes) -> Iterator[str]:
    """The address of a rule with this text for each of its variables in turn."""
    prefixes = list(prefixes_of(rule))
    for place in range(len(prefixes)):
        values = [crawler.world.places[0][prefix] for prefix in prefixes]
        values[place] = quoted(text)
        yield filled(rule, values)


def is_open(response: TestResponse) -> bool:
    return response.status_code < 300 or is_done(response)


def is_same_place(url: str) -> bool:
    """An empty variable at the end of an address leaves its parent."""
    return url.endswith("/") or "//" in url


def test_what_does_not_exist_and_what_belongs_to_another_is_not_found(crawler: Crawler) -> None:
    """Also for who may do everything; and as a child of another parent."""
    for rule in crawler.app.url_map.iter_rules():
        prefixes = list(prefixes_of(rule))
        main, elsewhere = crawler.world.places[0], crawler.world.elsewhere
        for place, prefix in enumerate(prefixes):
            is_last = place == len(prefixes) - 1
            strangers = [WELL_FORMED_BUT_UNKNOWN["int" if "int:" in rule.rule and is_last else "string"]]
            if prefix in elsewhere and (prefix not in PARENTS or {*prefixes} - PARENTS - OF_NOBODY):
                strangers.append(elsewhere[prefix])
            for stranger in strangers:
                values = [main[other] for other in prefixes]
                values[place] = stranger
                for method in sorted({"GET", "POST"} & set(rule.methods or ())):
                    url = filled(rule, values)
                    data = {"csrf_token": crawler.tokens[ALMIGHTY]} if method == "POST" else None
                    response = crawler.ask(ALMIGHTY, method, url, data=data)
                    is_form = method == "POST" and "token" in rule.arguments
                    if response is not None and response.status_code not in ((404, 422) if is_form else (404,)):
                        crawler.faults.append(f"{method} {url}: {response.status_code}")
    sound(crawler)


# What exists elsewhere and is theirs to see there; and what is a child of nothing.
PARENTS = {"/bijeenkomsten/<slug>", "/beheer/bijeenkomsten/<slug>"}
OF_NOBODY = {
    "/mijn/uren/bestand/<file_format>",
    *(f"/beheer/bijeenkomsten/<slug>/deelnemers/{place}/<file_format>" for place in ("uitvoer", "grote-lijst")),
    *(f"/beheer/bijeenkomsten/<slug>/drukwerk/<document>{place}" for place in ("", "/grote-lijst")),
}


def test_every_name_that_is_read_from_an_address_is_known(app: Flask) -> None:
    """Read off the code; a way of reading that is not understood fails here, instead of being left untried."""
    asked = names_in_addresses()
    assert {"provincie", "methode", "bereid", "als", "clause", "uitkomst", "engagement", "actie", "pagina"} <= asked
    for code in (
        "def f(x): request.args.get(x)",
        "request.args.get(a.b)",
        "f(x=request.args)",
        "request.args.to_dict()",
    ):
        with pytest.raises(Unreadable):
            names_read_in(code)
    assert names_read_in("def f(x): request.args.getlist(x)\nf('a')\nB, C = 'b', 'c'\nf(C)") == {"a", "c"}


def names_asked(forms: list[Form]) -> list[str]:
    """Every name that an address of ours may ask by, and those of the forms."""
    return sorted(names_in_addresses() | {name for form in forms for name in form.found.kinds})


def test_whatever_is_asked_in_an_address(crawler: Crawler, forms: list[Form], share: Share) -> None:
    names = names_asked(forms)
    rules, people = crawler.rules("GET"), (ALMIGHTY, MEMBER, VISITOR)
    for rule, text, person in share(((rule, text, one) for rule in rules for text in TEXTS for one in people), 60):
        query = urlencode([(name, text) for name in names if len(text) < 200] or [("q", text), ("pagina", text)])
        for url in crawler.world.addresses_of(rule)[:1]:
            crawler.ask(person, "GET", f"{url}?{query}")
    sound(crawler)


def test_odd_queries(crawler: Crawler, share: Share) -> None:
    queries = (
        "pagina=1&pagina=2&pagina=-1",
        "pagina=0",
        "pagina=99999999999999999999",
        "q=" + "a+" * 3000,
        "&".join(f"a{number}=1" for number in range(2000)),
        "q[]=1&q[a]=2&q.b=3",
        "%",
        "%zz=%zz&%=%",
        "&&&===&",
        "%00",
        "q=%00",
        "q=%ED%A0%80",
        "%FF=%FF",
        "?#?",
    )
    for rule, query in share(((rule, query) for rule in crawler.rules("GET") for query in queries), 25):
        for url in crawler.world.addresses_of(rule)[:1]:
            crawler.ask(ALMIGHTY, "GET", f"{url}?{query}")
    sound(crawler)


# Forms


def test_whatever_is_typed_in_a_field(crawler: Crawler, forms: list[Form], share: Share) -> None:
    """Each field in turn, the others as they should be."""
    fields = [(form, name) for form in forms for name in form.found.kinds if name != "csrf_token"]
    for form, name, text in share(((form, name, text) for form, name in fields for text in TEXTS), 65):
        send(crawler, form, {name: text})
    sound(crawler)


def send(crawler: Crawler, form: Form, changes: dict[str, Any], **options: Any) -> TestResponse | None:
    body = urlencode({**crawler.again(form), **changes}, doseq=True)
    return crawler.ask(form.person, "POST", form.url, data=body, content_type=URLENCODED, **options)


def odd_bodies(values: dict[str, Any]) -> Iterator[tuple[str | bytes, str | None]]:
    """The content of a form as no browser sends it: the body, and its content type."""
    one = urlencode(values, doseq=True)
    multipart = "".join(
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in values.items()
    )
    yield one.replace("=", "%5B%5D="), URLENCODED  # arrays
    yield urlencode([(f"{name}[0][a]", value) for name, value in values.items()]), URLENCODED
    yield f"{one}&{one}", URLENCODED  # everything twice
    yield "&".join([one, *(f"field{number}=1" for number in range(3000))]), URLENCODED
    yield (
        "&".join(
            [
                one,
                *(
                    f"{name}-{index}-name=x"
                    for name in ("colleagues", "own")
                    for index in ("²", "9" * 30, "-1", "1e9", "99999")
                ),
            ]
        ),
        URLENCODED,
    )
    yield "&".join([one, *(f"colleagues-{index}-name=x" for index in range(150))]), URLENCODED
    yield one, None
    yield one, "text/plain"
    yield one, "application/json"
    yield '{"csrf_token": 1, "__proto__": []}', "application/json"
    yield "<a/>", "application/xml"
    yield multipart + "--b--\r\n", MULTIPART
    yield multipart, MULTIPART  # never ended
    yield multipart[: len(multipart) // 2], MULTIPART
    yield multipart + "--b--\r\n", "multipart/form-data"  # no boundary
    yield multipart + "--b--\r\n", "multipart/form-data; boundary=" + "é" * 200
    yield multipart.replace('"\r\n\r\n', '"; filename="x.exe"\r\n\r\n') + "--b--\r\n", MULTIPART  # files in text fields
    yield "--b\r\nContent-Disposition: form-data\r\n\r\n\r\n--b--\r\n", MULTIPART
    yield (
        f'{multipart}--b\r\nContent-Disposition: form-data; name="f"; filename="\x00/../x"\r\n\r\n\x00\r\n--b--\r\n',
        MULTIPART,
    )
    yield b"\xff" * 100, URLENCODED


def test_bodies_that_no_browser_sends(crawler: Crawler, forms: list[Form], share: Share) -> None:
    for form, number in share(((form, number) for form in forms for number in range(20)), 40):
        values = {
            name: value[0] if isinstance(value, list) and value else value or ""
            for name, value in crawler.again(form).items()
        }
        body, content_type = list(odd_bodies(values))[number]
        crawler.ask(form.person, "POST", form.url, data=body, content_type=content_type)
    sound(crawler)


def test_what_is_too_big_is_refused_as_such(crawler: Crawler, forms: list[Form], share: Share) -> None:
    bodies = {
        "a long text": ("a=" + "x" * 1_000_000, URLENCODED),
        "a long text in parts": (
            f'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n{"x" * 600_000}\r\n--b--',
            MULTIPART,
        ),
        "many parts": (
            "".join(f'--b\r\nContent-Disposition: form-data; name="a{n}"\r\n\r\n1\r\n' for n in range(1000)) + "--b--",
            MULTIPART,
        ),
    }
    for form, (name, (body, content_type)) in share(((form, item) for form in forms for item in bodies.items()), 25):
        response = crawler.ask(form.person, "POST", form.url, data=body, content_type=content_type)
        if response is not None and response.status_code != 413:
            crawler.faults.append(f"{form} with {name}: {response.status_code}")
    sound(crawler)


# Tokens and keys


def test_without_a_token_of_ones_own_nothing_is_done(crawler: Crawler, forms: list[Form], share: Share) -> None:
    """None, an empty one, one of somebody else, one that was tampered with, and an own one beside another session."""
    for form in forms:
        own = crawler.tokens[form.person]
        foreign = crawler.tokens[MEMBER if form.person != MEMBER else VISITOR]
        tampered = own[:-9] + ("b" if own[-9] == "a" else "a") + own[-8:]
        for token in share((None, "", foreign, tampered, own + "\x00", "é"), 1):
            values = {**crawler.again(form), "csrf_token": token}
            if token is None:
                del values["csrf_token"]
            response = crawler.ask(form.person, "POST", form.url, data=values)
            if response is not None and response.status_code != 400:
                crawler.faults.append(f"{form} with token {token!r}: {response.status_code}")
    sound(crawler)


def test_a_form_sent_again_gets_the_first_answer_and_with_another_content_a_conflict(
    crawler: Crawler, forms: list[Form], share: Share
) -> None:
    for form in share(forms, len(forms)):
        values = crawler.again(form)
        first = crawler.send(form, values)
        if not form.acts or first is None:
            continue
        second = crawler.send(form, values, after=True)
        # A file leaves the house once, and so do the names beside the diets.
        same = (first.status_code, first.location) if first.status_code == 303 else None
        if second is not None and same and (second.status_code, second.location) != same:
            crawler.faults.append(f"{form}: {same}, then {second.status_code} {second.location}")
        if again := set(crawler.written.tables) - NOTED:
            crawler.faults.append(f"{form}: the second time wrote into {sorted(again)}")
        other = crawler.send(form, {**values, "anders": "1"}, after=True)
        if other is not None and other.status_code != 409:
            crawler.faults.append(f"{form}: with another content {other.status_code}")
    sound(crawler)


# What would do harm where it fits.
PLANTS = ("geplant", "1", "administrator", "admitted", "2011-11-10T09:00:00+00:00", "0", "nobody", "published")
FORGED = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "Forwarded": "host=evil.example"}


def test_a_form_changes_only_what_it_asks(crawler: Crawler, forms: list[Form], share: Share) -> None:
    """Sent with every column of the database beside its own fields, and as if for another host, it does what it did."""
    columns = {column.name for table in db.metadata.sorted_tables for column in table.columns}
    names = sorted(columns | {"role", "roles", "is_admin", "approved_at", "user_id", "offices", "appointments"})
    for form in share(forms, len(forms)):
        asked = {name.rpartition("-")[2] for name in form.found.kinds}
        extra = {name: plant for name, plant in zip(names, cycle(PLANTS), strict=False) if name not in asked}
        crawler.send(form, {**crawler.again(form), **extra}, headers=FORGED)
        changes = crawler.changes()
        crawler.faults += [
            f"{form}: {table} {[row for row in rows if row not in form.changes.get(table, ())]}"
            for table, rows in changes.items()
            if rows != form.changes.get(table)
        ]
    sound(crawler)


# Headers and methods


def test_whatever_stands_in_a_header(crawler: Crawler, forms: list[Form], share: Share) -> None:
    for rule, headers, person in share(
        ((rule, headers, person) for rule in crawler.rules("GET") for headers in HEADERS for person in EVERYBODY), 35
    ):
        for url in crawler.world.addresses_of(rule)[:1]:
            crawler.ask(person, "GET", url, headers=headers)
    for form, headers in share(((form, headers) for form in forms for headers in HEADERS), 15):
        send(crawler, form, {}, headers=headers)
    sound(crawler)


def test_a_request_for_another_host_is_refused(crawler: Crawler, share: Share) -> None:
    for rule, host in share(((rule, host) for rule in crawler.rules() for host in FOREIGN_HOSTS), 30):
        for url in crawler.world.addresses_of(rule)[:1]:
            response = crawler.ask(VISITOR, "GET", url, headers={"Host": host})
            if response is not None and response.status_code != 400:
                crawler.faults.append(f"{url} for host {host[:40]}: {response.status_code}")
    sound(crawler)


def test_a_page_answers_only_to_its_own_methods(crawler: Crawler, share: Share) -> None:
    for rule, method, person in share(
        (
            (rule, method, person)
            for rule in crawler.app.url_map.iter_rules()
            for method in METHODS
            for person in EVERYBODY
        ),
        45,
    ):
        for url in crawler.world.addresses_of(rule)[:1]:
            response = crawler.ask(person, method, url)
            is_known = method in (rule.methods or ()) or method == "OPTIONS"
            if response is not None and not is_known and response.status_code != 405:
                crawler.faults.append(f"{person} {method} {url}: {response.status_code}")
    sound(crawler)


def test_opening_any_page_three_times_writes_nothing(crawler: Crawler) -> None:
    """So neither does a mail gateway that looks behind every link; and the link is good after."""
    headers = {"Purpose": "prefetch", "Sec-Purpose": "prefetch", "X-Moz": "prefetch"}
    for rule in crawler.rules("GET"):
        if "token" in rule.arguments:
            for url in crawler.world.addresses_of(rule)[:1]:
                answers = [crawler.ask(VISITOR, method, url, headers=headers) for method in ("GET", "HEAD") * 3]
                if {response.status_code for response in answers if response is not None} != {200}:
                    crawler.faults.append(f"{url}: {[response and response.status_code for response in answers]}")
    sound(crawler)
