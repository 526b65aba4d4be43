"""What did the processes spend on these requests, and how long did whoever asked wait?"""

import contextlib
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.processes import Client

CLIENTS = 2

# One deed of one person, from an empty hand to the last answer: its status, and the bytes that came.
Deed = Callable[[], tuple[int, int]]


def processes_under(pid: int) -> list[int]:
    """This process and all that it started, and they started."""
    found = [pid]
    for parent in found:
        with contextlib.suppress(OSError):
            found += [int(child) for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
    return found


def cpu_seconds(roots: list[int]) -> float:
    """User and system time of all under `roots`. To the nanosecond, where `stat` counts hundredths of a second: too
    coarse for a few hundred requests. None of these processes has threads, and none ends while it is measured."""
    pids = [pid for root in roots for pid in processes_under(root)]
    return sum(int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) for pid in pids) / 1e9


def resident_megabytes(pids: list[int]) -> float:
    """Memory that stands in RAM, each process counted whole."""
    lines = [line for pid in pids for line in Path(f"/proc/{pid}/status").read_text().splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1000


@dataclass
class Measured:
    """All that was seen of one kind of request, over the rounds."""

    times: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    errors: int = 0
    cpu: float = 0
    elapsed: float = 0

    def round(self, times: int, deed: Deed, roots: list[int]) -> None:
        """`times` more, by `CLIENTS` at once."""

        def work() -> None:
            for _ in range(times // CLIENTS):
                begun = time.perf_counter()
                status, size = deed()
                self.times.append(time.perf_counter() - begun)
                self.sizes.append(size)
                self.errors += status != 200

        before, begun = cpu_seconds(roots), time.perf_counter()
        threads = [threading.Thread(target=work) for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.elapsed += time.perf_counter() - begun
        self.cpu += cpu_seconds(roots) - before

    @property
    def cpu_ms(self) -> float:
        return self.cpu * 1000 / len(self.times)

    @property
    def per_second(self) -> float:
        return len(self.times) / self.elapsed

    @property
    def p50_ms(self) -> float:
        return statistics.median(self.times) * 1000

    @property
    def p95_ms(self) -> float:
        return statistics.quantiles(self.times, n=20)[18] * 1000

    @property
    def p99_ms(self) -> float:
        return statistics.quantiles(self.times, n=100)[98] * 1000

    @property
    def kilobytes(self) -> float:
        return statistics.mean(self.sizes) / 1000


def getting(port: int, path: Callable[[], str], cookies: dict[str, str]) -> Deed:
    """Opening a page: as a stranger, or as someone whose browser has been here before."""
    client = Client(port, cookies=dict(cookies))

    def deed() -> tuple[int, int]:
        answer = (client if cookies else Client(port)).get(path())
        return answer.status, len(answer.text.encode())

    return deed
