"""`make run`, from nothing to mail that can be read, and a clean end."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from okprofs.demo import club
from tests.pages import forms_of
from tests.processes import ROOT, Client, environment, free_port, let_go, process_waits

pytestmark = pytest.mark.storm

WITHIN_SECONDS = 60
ADDRESS = "penningmeester@okprofs.example"


def shows(client: Client, path: str, words: str) -> bool:
    with contextlib.suppress(OSError, http.client.HTTPException):
        return words in client.get(path).text
    return False


def wait_for(port: int, path: str, words: str) -> None:
    deadline = time.monotonic() + WITHIN_SECONDS
    # One look that is not answered may not use up the time of all.
    while not shows(Client(port, timeout=5), path, words):
        assert time.monotonic() < deadline, f"{path} did not say {words}"
        process_waits(0.1)


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def family(pid: int) -> list[int]:
    direct = children(pid)
    return [*direct, *(grandchild for child in direct for grandchild in family(child))]


def test_serve_shows_the_club_sends_its_mail_and_ends_cleanly(tmp_path: Path) -> None:
    port = free_port()
    settings = environment(f"sqlite:///{tmp_path}/serve.sqlite3", port, PORT=str(port), MAILBOX=str(tmp_path / "post"))
    log = (tmp_path / "serve.log").open("w+")
    let_go(port)
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "serve"]
    parent = subprocess.Popen(command, env=settings, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
    try:
        wait_for(port, "/bijeenkomsten", "Zaak voor de top")
        log.seek(0)
        said = log.read()
        assert f"http://127.0.0.1:{port}" in said
        assert club.PASSWORD in said
        assert "beheerder@okprofs.example" in said
        # The worker is killed; another takes its place and sends what is asked for next.
        web, worker = sorted(children(parent.pid), key=lambda pid: len(children(pid)), reverse=True)
        assert children(web)
        os.kill(worker, signal.SIGKILL)
        client = Client(port)
        assert ADDRESS not in client.get("/post").text
        page = client.get("/inloggen/link")
        [form] = [form for form in forms_of(page.text) if "email" in form.values]
        client.post("/inloggen/link", {**form.values, "email": ADDRESS})
        wait_for(port, "/post", ADDRESS)
        everyone = family(parent.pid)
        parent.terminate()
        assert parent.wait(20) == 0
        assert [pid for pid in everyone if Path(f"/proc/{pid}").exists()] == []
        log.seek(0)
        assert "Traceback" not in log.read()
    finally:
        if parent.poll() is None:
            for pid in [*family(parent.pid), parent.pid]:
                os.kill(pid, signal.SIGKILL)
            parent.wait()
        log.close()


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        settings = environment(
            f"sqlite:///{tmp_path}/serve.sqlite3", port, PORT=str(port), MAILBOX=str(tmp_path / "post")
        )
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "serve"]
        ended = subprocess.run(command, env=settings, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert ended.returncode == 1
    assert f"Port {port} is taken" in ended.stderr
