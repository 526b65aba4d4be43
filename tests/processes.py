"""The site as it runs in earnest: real web processes on a real database, spoken to over loopback."""

import contextlib
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.pages import forms_of

ROOT = Path(__file__).parents[1]
STARTED_WITHIN_SECONDS = 60


_reserved: dict[int, socket.socket] = {}


def free_port() -> int:
    """A port that is ours until a site begins to listen on it, or until `let_go`. Below the ephemeral range, so that no
    client of ours takes it first. Each process looks elsewhere: what one lets go another would take before the site."""
    for port in range(21_000 + os.getpid() * 97 % 10_000, 32_000):
        attempt = socket.socket()
        try:
            attempt.bind(("127.0.0.1", port))
        except OSError:
            attempt.close()
        else:
            _reserved[port] = attempt
            return port
    raise RuntimeError("no port is free")


def let_go(port: int) -> None:
    """Give back a port of `free_port`, to a process that takes it by its number."""
    _reserved.pop(port).close()


def environment(database_url: str, port: int = 8000, **settings: str) -> dict[str, str]:
    """The settings of a site that listens on this port; where none will, any is right."""
    return {
        **os.environ,
        "OKPROFS_ENV": "development",
        "DATABASE_URL": database_url,
        "BASE_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY": "s" * 32,
        "PASSWORD_MEMORY_KIB": "64",
        "RATELIMIT_ENABLED": "0",
        "PYTHONPATH": str(ROOT),
        **settings,
    }


@dataclass
class Site:
    """Web processes under one gunicorn."""

    port: int
    process: "subprocess.Popen[bytes]"
    log: Path

    def workers(self) -> list[int]:
        """The process ids of the web workers that live now."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(child) for child in children.read_text().split()]

    def kill_worker(self, which: int) -> None:
        """kill -9, as the kernel does when memory is out."""
        living = self.workers()
        if living:
            with contextlib.suppress(ProcessLookupError):
                os.kill(living[which % len(living)], signal.SIGKILL)

    def client(self) -> "Client":
        return Client(self.port)


@contextlib.contextmanager
def site(
    settings: Mapping[str, str], port: int, folder: Path, *, app: str = "wsgi:app", workers: int = 4
) -> Iterator[Site]:
    """Start the site and wait until it answers; stop it afterwards."""
    log = folder / f"site-{port}.log"
    # It gets the socket itself: a port that is free when we look may be another's when the site begins to listen.
    listening = _reserved.pop(port)
    command = [sys.executable, "-m", "gunicorn", "--workers", str(workers), "--bind", f"fd://{listening.fileno()}"]
    command += ["--preload", "--timeout", "60", "--graceful-timeout", "5", "--backlog", "2048", app]
    with log.open("wb") as output, listening:
        process = subprocess.Popen(
            command, env=dict(settings), cwd=ROOT, stdout=output, stderr=output, pass_fds=[listening.fileno()]
        )
    try:
        deadline = time.monotonic() + STARTED_WITHIN_SECONDS
        while True:
            with contextlib.suppress(OSError, http.client.HTTPException):
                # A connection that nobody answers yet may not use up the time of all further looks.
                if Client(port, timeout=5).get("/healthz").status == 200:
                    break
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the site did not start:\n{log.read_text()[-3000:]}")
            process_waits(0.05)
        yield Site(port, process, log)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def process_waits(seconds: float) -> None:
    """Between two looks at another process; no test waits this way for something of its own."""
    time.sleep(seconds)


@dataclass
class Answer:
    status: int
    headers: Any
    text: str

    @property
    def location(self) -> str:
        return str(self.headers.get("Location", ""))


@dataclass
class Client:
    """A browser without a screen: keeps cookies, follows nothing by itself."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    timeout: float = 60
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, values: Mapping[str, Any]) -> Answer:
        body = urlencode(values, doseq=True)
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def post_json(self, path: str, value: Any, token: str) -> Answer:
        """As a script of a page does; `token` is the CSRF token."""
        return self._ask("POST", path, json.dumps(value), {"Content-Type": "application/json", "X-CSRFToken": token})

    def form(self, path: str, action: str | None = None) -> dict[str, Any]:
        """What stands in the form on a page."""
        answer = self.get(path)
        found = [form for form in forms_of(answer.text) if action is None or form.action.endswith(action)]
        if not found:
            raise AssertionError(f"{path} ({answer.status}) has no form {action}")
        return next(form for form in reversed(found)).values

    def _ask(self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            sent = {**self.headers, **(headers or {}), **({"Cookie": cookie} if cookie else {})}
            connection.request(method, path, body, sent)
            response = connection.getresponse()
            text = response.read().decode("utf-8", "replace")
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return Answer(response.status, response.headers, text)


def path_of(location: str) -> str:
    """The path in a Location header."""
    return re.sub(r"^https?://[^/]+", "", location)
