"""A running site with the demo club in it, its worker, and a browser to visit it with."""

import contextlib
import email
import email.policy
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask_migrate import upgrade
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from config import from_environment
from okprofs.app import create_app
from okprofs.demo.club import DOMAIN, PASSWORD
from okprofs.demo.load import load
from okprofs.kernel.db import db, transaction
from okprofs.kernel.jobs import JobRun
from tests.processes import ROOT, Site, environment, free_port, process_waits, site

# Chromium must not look for anything outside this machine.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
MAIL_WITHIN_SECONDS, WORKER_WITHIN_SECONDS = 15, 60


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("journeys")


@pytest.fixture(scope="session")
def settings(folder: Path) -> dict[str, str]:
    port = free_port()
    return environment(
        f"sqlite:///{folder}/club.sqlite3",
        port,
        PORT=str(port),
        MAILBOX=str(folder / "mailbox"),
        RATELIMIT_ENABLED="1",
    )


@pytest.fixture(scope="session")
def running(settings: dict[str, str], folder: Path) -> Iterator[Site]:
    app = create_app(from_environment(settings))
    with app.app_context():
        upgrade(str(ROOT / "migrations"))
        with transaction():
            load()
        db.session.remove()
        db.engine.dispose()
    with (folder / "worker.log").open("wb") as log:
        worker = subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "wsgi", "worker"],
            env=settings,
            cwd=ROOT,
            stdout=log,
            stderr=log,
        )
    try:
        with site(settings, int(settings["PORT"]), folder, workers=2) as started:
            with app.app_context():
                wait_for_worker(worker, folder)
            yield started
    finally:
        worker.terminate()
        worker.wait(10)


def wait_for_worker(worker: "subprocess.Popen[bytes]", folder: Path) -> None:
    """Wait until it has done its first job: how long a machine takes to start it is not what mail is waited for."""
    deadline = time.monotonic() + WORKER_WITHIN_SECONDS
    while db.session.scalar(sa.select(JobRun.name).limit(1)) is None:
        db.session.rollback()
        if worker.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"the worker did not start:\n{(folder / 'worker.log').read_text()[-2000:]}")
        process_waits(0.1)
    db.session.remove()
    db.engine.dispose()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        yield browser
        browser.close()


class Person:
    """Someone at a screen."""

    def __init__(self, browser: Browser, running: Site, folder: Path, context: BrowserContext) -> None:
        self.base = f"http://127.0.0.1:{running.port}"
        self.folder = folder
        self.page: Page = context.new_page()
        self.context = context

    def open(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else self.base + path)

    def sign_in(self, address: str) -> "Person":
        self.open("/inloggen")
        self.page.get_by_label("E-mailadres", exact=True).first.fill(f"{address}@{DOMAIN}")
        self.page.get_by_label("Wachtwoord").fill(PASSWORD)
        self.page.get_by_role("main").get_by_role("button", name="Log in", exact=True).click()
        self.page.get_by_role("button", name="Uitloggen").first.wait_for(state="attached")
        return self

    def press(self, name: str) -> None:
        self.page.get_by_role("main").get_by_role("button", name=name).first.click()

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label).first.fill(text)

    def choose(self, question: str, answer: str) -> None:
        """Choose an answer, or tick a box, at this question."""
        asked = self.page.locator("main fieldset", has=self.page.locator("legend", has_text=question)).last
        asked.get_by_label(answer, exact=True).check()

    def follow(self, name: str, within: str = "main") -> None:
        self.page.locator(within).get_by_role("link", name=name).first.click()

    def sees(self, text: str) -> None:
        self.page.get_by_text(text).first.wait_for(timeout=5000)

    def link_in_mail(self, to: str, containing: str) -> str:
        """The address in the newest mail to `to` that contains `containing`; waits for the worker to deliver it."""
        return self._in_mail(to, rf"{re.escape(self.base)}\S*{re.escape(containing)}\S*")

    def mail(self, to: str, *containing: str) -> str:
        """The newest mail to `to` with these words in its subject or text, in this order; waits as above."""
        return self._in_mail(to, r"(?s)\A.*" + ".*".join(map(re.escape, containing)) + ".*")

    def _in_mail(self, to: str, pattern: str) -> str:
        for _ in range(MAIL_WITHIN_SECONDS * 10):
            for path in sorted((self.folder / "mailbox").glob("*.eml"), key=os.path.getmtime, reverse=True):
                message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
                body = message.get_body(("plain",))
                found = re.search(pattern, f"{message['Subject']}\n\n{body.get_content() if body else ''}")
                if to in str(message["To"]) and found:
                    return found.group()
            process_waits(0.1)
        said = (self.folder / "worker.log").read_text()[-2000:]
        raise AssertionError(f"no mail to {to} with {pattern}; the worker said:\n{said}")


@pytest.fixture
def person(chromium: Browser, running: Site, folder: Path) -> Iterator[Callable[..., Person]]:
    """`person()` is someone at a desktop; `person(on=PHONE, scripts=False, language="en")` is someone else."""
    with contextlib.ExitStack() as opened:

        def come(
            on: dict[str, int] | None = None, *, scripts: bool = True, dark: bool = False, touch: bool = False
        ) -> Person:
            context = chromium.new_context(
                viewport=on or DESKTOP,  # type: ignore[arg-type]
                java_script_enabled=scripts,
                has_touch=touch,
                color_scheme="dark" if dark else "light",
                locale="nl-NL",
            )
            context.set_default_timeout(8000)
            opened.callback(context.close)
            return Person(chromium, running, folder, context)

        yield come
