"""A site that is told to end finishes what it was asked."""

import socket
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.processes import Site
from tests.storm.signing_up import filled_in
from tests.storm.stage import counts, make_event, stage

pytestmark = pytest.mark.storm


def request(running: Site, path: str) -> tuple[bytes, bytes]:
    """A sign-up as a browser sends it, in two parts; the server says when it has read the first."""
    client = running.client()
    body = urlencode(filled_in(client, path, "bezoeker@okprofs.example"), doseq=True).encode()
    cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    lines = [f"POST {path} HTTP/1.1", f"Host: 127.0.0.1:{running.port}", f"Cookie: {cookie}", "Expect: 100-continue"]
    lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode(), body


def test_a_request_that_is_under_way_is_answered(tmp_path_factory: pytest.TempPathFactory) -> None:
    with stage("sqlite", tmp_path_factory) as running:
        path = make_event(10)
        first, second = request(running, path)
        with socket.create_connection(("127.0.0.1", running.port), timeout=30) as line:
            line.sendall(first)
            assert line.recv(1000).startswith(b"HTTP/1.1 100 ")
            running.process.terminate()
            while "Handling signal: term" not in Path(running.log).read_text():
                assert running.process.poll() is None
            line.sendall(second)
            assert line.recv(1000).startswith(b"HTTP/1.1 303 ")
        assert running.process.wait(30) == 0
        assert counts(path)["letters"] == 1
