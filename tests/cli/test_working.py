"""The worker's rhythm: what fails rests a while, and holds up nothing else."""

import time

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from okprofs.cli.working import LONGEST_REST, Duty
from okprofs.mail.transport import Away

pytestmark = pytest.mark.usefixtures("database")


def test_a_duty_is_done_when_its_time_has_come(app: Flask) -> None:
    done: list[int] = []
    duty = Duty("tel", lambda: bool(done.append(1)), every=3600)
    duty.turn()
    duty.turn()
    assert len(done) == 1


def test_a_duty_with_more_to_do_does_not_rest(app: Flask) -> None:
    done: list[int] = []

    def work() -> bool:
        done.append(1)
        return len(done) < 5

    duty = Duty("tel", work, every=3600)
    for _ in range(9):
        duty.turn()
    assert len(done) == 5


@pytest.mark.parametrize(
    "error", [Away("no route to host"), OperationalError("select", None, Exception("gone")), RuntimeError("a bug")]
)
def test_what_fails_rests_longer_each_time_up_to_a_minute(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    def work() -> bool:
        raise error

    duty, rests = Duty("wankel", work, every=1), []
    for _ in range(9):
        duty.next_at = 0
        duty.turn()
        rests.append(duty.rest)
    assert rests == [2, 4, 8, 16, 32, LONGEST_REST, LONGEST_REST, LONGEST_REST, LONGEST_REST]
    assert duty.next_at > time.monotonic()
    assert "wankel" in caplog.text


def test_once_it_works_again_it_keeps_its_old_rhythm() -> None:
    is_broken = True

    def work() -> bool:
        if is_broken:
            raise Away("gone")
        return False

    duty = Duty("post", work, every=1)
    duty.turn()
    is_broken, duty.next_at = False, 0
    duty.turn()
    assert duty.rest == 1
