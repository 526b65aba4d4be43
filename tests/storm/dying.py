"""Who play in the storm of dying processes: visitors who repeat themselves, workers that are replaced, moody mail."""

import asyncio
import http.client
import random
import subprocess
import sys
import threading
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import TypeVar

from aiosmtpd.smtp import SMTP as Server  # noqa: N811 (a class, next to the policy of the same name)
from aiosmtpd.smtp import Envelope, Session

from okprofs.kernel.ids import new_public_id
from tests.mail.conftest import Receiver
from tests.processes import ROOT, Site, path_of, process_waits
from tests.storm.signing_up import filled_in

VISITORS, WORKERS = 4, 2

Found = TypeVar("Found")


class MoodyReceiver(Receiver):
    """Takes most letters; refuses some for now, and cuts the line or falls silent before or after the dot."""

    def __init__(self) -> None:
        super().__init__()
        self.is_well = False
        self.chance = random.Random(2011)
        self.silent: list[Server] = []

    def mood(self) -> str:
        if self.is_well:
            return ""
        moods = {"451 4.7.1 try again later": 4, "421 4.3.0 closing": 1, "cut": 3, "silence": 0.5}
        return self.chance.choices(["", *moods], [100 - sum(moods.values()), *moods.values()])[0]

    async def handle_RCPT(  # noqa: N802 (aiosmtpd calls it by this name)
        self, server: Server, session: Session, envelope: Envelope, address: str, options: object
    ) -> str:
        mood = self.mood()
        if mood == "cut":
            server.transport.abort()
        envelope.rcpt_tos.append(address)
        return mood if mood[:1] == "4" else "250 OK"

    async def handle_DATA(  # noqa: N802 (aiosmtpd calls it by this name)
        self, server: Server, session: Session, envelope: Envelope
    ) -> str:
        mood = self.mood()
        if mood[:1] == "4":
            return mood
        assert isinstance(envelope.content, bytes)
        self.taken.append(message_from_bytes(envelope.content, _class=EmailMessage, policy=SMTP))
        if mood == "cut":
            server.transport.abort()
        if mood == "silence":
            self.silent.append(server)
            await asyncio.Event().wait()
        return "250 OK"

    def recover(self) -> None:
        """From now on all goes well; who still waits for an answer waits no longer."""
        self.is_well = True
        for server in self.silent:
            if server.transport is not None:
                server.loop.call_soon_threadsafe(server.transport.abort)


class Workers:
    """`flask worker`, as many as there should be."""

    def __init__(self, settings: dict[str, str], folder: Path) -> None:
        self.settings = settings
        self.log = (folder / "workers.log").open("wb")
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
        while len(self.running) < WORKERS:
            self.running.append(
                subprocess.Popen(command, env=self.settings, cwd=ROOT, stdout=self.log, stderr=self.log)
            )

    def kill(self, pid: int) -> None:
        """kill -9, in the middle of whatever it is doing; another takes its place."""
        [victim] = [process for process in self.running if process.pid == pid]
        victim.kill()
        victim.wait()
        self.running.remove(victim)
        self.start()

    def stop(self) -> list[int]:
        """Ask them to end; how each did."""
        for process in self.running:
            process.terminate()
        ended = [process.wait(30) for process in self.running]
        self.running.clear()
        return ended

    def end(self) -> None:
        """Whatever happened before: nothing is left running."""
        for process in self.running:
            process.kill()
            process.wait()
        self.log.close()


class Visitors:
    """People who sign up one after the other, and send their form again until they have an answer."""

    def __init__(self, running: Site, path: str, orders: dict[str, str]) -> None:
        self.running, self.path = running, path
        # Of everyone who was told so: which order is theirs.
        self.orders = orders
        self.lost_answers = 0
        self.wrong: list[str] = []
        self.is_over = threading.Event()
        self.threads = [threading.Thread(target=self.come) for _ in range(VISITORS)]

    def __enter__(self) -> "Visitors":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.is_over.set()
        for thread in self.threads:
            thread.join()

    def come(self) -> None:
        while not self.is_over.is_set():
            address = f"{new_public_id()}@okprofs.example"
            client = self.running.client()
            colleagues = ["Dina Maes"] * (len(self.orders) % 3)
            values = self.until_answered(lambda: filled_in(client, self.path, address, *colleagues))  # noqa: B023
            answer = self.until_answered(lambda: client.post(self.path, values))  # noqa: B023
            if answer.status == 303:
                self.orders[address] = path_of(answer.location).rpartition("/")[2]
            else:
                self.wrong.append(f"{answer.status} for {address}: {answer.text[:500]}")

    def until_answered(self, ask: Callable[[], Found]) -> Found:
        while True:
            try:
                return ask()
            except (OSError, http.client.HTTPException):
                self.lost_answers += 1
                process_waits(0.05)
