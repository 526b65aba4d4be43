"""What holds of every page: found by its links, read as each of the cast."""

import hashlib
import re
import uuid
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask

from okprofs.kernel.db import db
from tests import QUICK
from tests.conftest import Browser, on_one_engine
from tests.house.conftest import PEOPLE, come_in

MOST_PAGES = 400
# Of pages that are alike.
A_FEW, FEWER = (6, 2) if QUICK else (6, 4)
QUERIES_PER_PAGE = 12
VOID = {"input", "meta", "link", "br", "hr", "img"}
# Reached by a letter, a form or a machine, not by a link on a page.
NOT_LINKED = re.compile(
    r"token|opheffing$|grote-lijst|healthz|readyz|\.ics$|suggesties|/post\b|foto/<|lid-worden/|/taal/|/deur/"
    r"|verstuurd|bevestiging$|bedankt$|\.svg$|/mening/"
)
# What may be the fingerprint of an address: so long a number in hexadecimal, with or without the hyphens of a UUID.
FINGERPRINT = re.compile(r"[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12,}", re.IGNORECASE)
NAMESPACES = (uuid.NAMESPACE_DNS, uuid.NAMESPACE_URL, uuid.NAMESPACE_OID, uuid.NAMESPACE_X500)
# The menu shows everyone that there is a directory; the page itself says that it is for members.
FOR_MEMBERS = {"/leden": 403}


class Page(HTMLParser):
    """One page, as far as the rules below look at it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: Counter[str] = Counter()
        self.title = self.heading = ""
        self._open: list[str] = []
        self.labelled: set[str] = set()
        self.wrapped: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        if tag == "label" and attributes.get("for"):
            self.labelled.add(str(attributes["for"]))
        if "label" in self._open and tag in ("input", "select", "textarea"):
            self.wrapped.append(attributes)
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if "title" in self._open and "svg" not in self._open:
            self.title += data
        if "h1" in self._open:
            self.heading += data

    def all(self, *tags: str) -> Iterator[dict[str, str | None]]:
        return (attributes for tag, attributes in self.tags if tag in tags)

    @property
    def links(self) -> Iterator[str]:
        return (str(attributes["href"]) for attributes in self.all("a") if attributes.get("href"))


def faults_of(page: Page) -> list[str]:
    """Everything that is wrong with a page."""
    ids = Counter(str(attributes["id"]) for _, attributes in page.tags if attributes.get("id"))
    return [
        *_heading_faults(page),
        *(f"id {name} stands {times} times" for name, times in ids.items() if times > 1),
        *_reference_faults(page, set(ids)),
        *_label_faults(page),
        *_form_faults(page.html),
    ]


def _heading_faults(page: Page) -> Iterator[str]:
    headings = sum(1 for _ in page.all("h1"))
    if headings != 1:
        yield f"{headings} headings of level 1"
    heading, title = " ".join(page.heading.split()), " ".join(page.title.split())
    if not title.startswith(heading) or not title.endswith("OK-Profs"):
        yield f"title «{title}» does not begin with heading «{heading}»"
    if next(page.all("html"), {}).get("lang") not in ("nl", "en"):
        yield "no language"


def _reference_faults(page: Page, ids: set[str]) -> Iterator[str]:
    for tag, attributes in page.tags:
        for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls", "list", "popovertarget"):
            missing = set(str(attributes.get(name) or "").split()) - ids
            if missing:
                yield f"<{tag} {name}={missing}> points at nothing"
    for target in page.links:
        if len(target) > 1 and target.startswith("#") and target[1:] not in ids:
            yield f"link to {target}, which is not there"


def _label_faults(page: Page) -> Iterator[str]:
    for attributes in page.all("input", "select", "textarea"):
        if attributes.get("type") in ("hidden", "submit", "button") or attributes in page.wrapped:
            continue
        if attributes.get("id") not in page.labelled and not attributes.keys() & {"aria-label", "aria-labelledby"}:
            yield f"control {attributes.get('name')} has no label"


def _form_faults(html: str) -> Iterator[str]:
    for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", html, re.DOTALL | re.IGNORECASE):
        if 'name="csrf_token"' not in form:
            yield "a POST form without CSRF token"
    visible = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    if re.search(r"[{%]{2}|>\s*None\s*<|&lt;(LazyString|Babel)", visible):
        yield "template leftovers"


def fingerprints() -> set[str]:
    """By which the address of anyone in the club could be tried out, as services of avatars do."""
    columns = [table.c.email for table in db.metadata.sorted_tables if "email" in table.c]
    columns += [column for table in db.metadata.sorted_tables for column in table.c if column.name == "contact_email"]
    addresses = set(db.session.scalars(sa.union(*(sa.select(column) for column in columns))))
    assert len(addresses) > 50, "hardly anyone is there"
    spelled = {text for address in addresses for text in (address, f"mailto:{address}")}
    return {
        *(hashlib.new(name, text.encode()).hexdigest() for text in spelled for name in ("md5", "sha1", "sha256")),
        *(uuid.uuid5(namespace, text).hex for text in spelled for namespace in NAMESPACES),
    }


class Crawl:
    """Every page that one person reaches by links, with its answer and its number of queries."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.pages: dict[str, tuple[Any, Page | None, int]] = {}
        self._queries = 0

    def run(self, start: str = "/") -> "Crawl":
        sa.event.listen(db.engine, "before_cursor_execute", self._count)
        try:
            queue = [start]
            shapes: Counter[str] = Counter()
            while queue and len(self.pages) < MOST_PAGES:
                path = queue.pop(0)
                if path in self.pages:
                    continue
                shape = re.sub(r"(?<=/bijeenkomsten/)[^/]+|\b[0-9a-z]{12}\b", "x", urlsplit(path).path)
                shapes[shape] += 1
                # Of events and people a few more than of what hangs below them.
                if shapes[shape] > (A_FEW if shape.count("/x") < 2 else FEWER):
                    continue
                self._queries = 0
                response = self.browser.get(path)
                is_page = response.mimetype == "text/html" and response.status_code < 300
                page = Page(response.text) if is_page else None
                self.pages[path] = (response, page, self._queries)
                if page:
                    queue += [target for link in page.links if (target := _ours(path, link))]
        finally:
            sa.event.remove(db.engine, "before_cursor_execute", self._count)
        return self

    def _count(self, *arguments: Any) -> None:
        self._queries += 1


def _ours(base: str, link: str) -> str | None:
    parts = urlsplit(urldefrag(urljoin(f"http://localhost{base}", link)).url)
    if parts.netloc != "localhost" or parts.path.startswith(("/taal/", "/static/", "/post")):
        return None
    return parts.path + (f"?{parts.query}" if parts.query else "")


@on_one_engine
def test_every_page_that_someone_reaches_is_well_made_and_every_page_is_reached(app: Flask, club: None) -> None:
    faults, reached = [], set()
    adapter = app.url_map.bind("localhost")
    telling = fingerprints()
    for address in (*PEOPLE, "lotte.prins"):
        for path, (response, page, queries) in Crawl(come_in(app, address)).run().pages.items():
            where = f"{address} {path}"
            if response.status_code < 400:
                reached.add(adapter.match(urlsplit(path).path)[0])
            elif FOR_MEMBERS.get(path) != response.status_code:
                faults.append(f"{where}: {response.status_code}")
            if page:
                faults += [f"{where}: {fault}" for fault in faults_of(page)]
            found = FINGERPRINT.findall(response.data.decode(errors="replace"))
            if {each.replace("-", "").lower() for each in found} & telling:
                faults.append(f"{where}: a fingerprint of somebody's address")
            if queries > QUERIES_PER_PAGE:
                faults.append(f"{where}: {queries} queries")
    assert faults == []
    missing = [
        f"{rule.endpoint} {rule.rule}"
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.endpoint not in reached and not NOT_LINKED.search(rule.rule)
    ]
    assert sorted(missing) == []


@pytest.mark.parametrize("path", ["/", "/bijeenkomsten", "/bijeenkomsten/lean-in-de-praktijk"])
def test_what_everyone_reads_costs_few_queries(app: Flask, club: None, path: str) -> None:
    browser = come_in(app, PEOPLE[0])
    browser.get(path)
    counted = []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *arguments: counted.append(arguments[2]))
    assert browser.get(path).status_code == 200
    assert len(counted) <= 4, counted
