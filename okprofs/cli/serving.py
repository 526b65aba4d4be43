"""How does `make run` start everything? One parent, which keeps a web server and a worker going and ends with them.

Both are forked from a process that has loaded the application once, so the first page is there at once.
"""

import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import click
import sqlalchemy as sa
from flask import Flask, current_app
from flask_migrate import upgrade
from gunicorn.app.base import BaseApplication

from okprofs.cli import working
from okprofs.demo import club, load
from okprofs.kernel.db import db, transaction
from okprofs.people.models import Account

HOST = "127.0.0.1"
THREADS = 4
ENDINGS = (signal.SIGTERM, signal.SIGINT)


def serve() -> None:
    """Prepare, start, keep going, and end when told to. Only in development."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    if not app.config["IS_DEVELOPMENT"]:
        raise click.ClickException("`serve` is for development; in production gunicorn runs wsgi:app.")
    _refuse_taken_port(app.config["PORT"])
    _prepare()
    # A connection may not be shared with a forked process.
    db.session.remove()
    db.engine.dispose()
    raise SystemExit(_keep_going({"web": lambda: _web(app), "worker": lambda: _worker(app)}))


def _prepare() -> None:
    Path(str(current_app.instance_path)).mkdir(exist_ok=True)
    upgrade()
    if db.session.scalar(sa.select(Account.id).limit(1)) is None:
        click.echo("Loading the demo club …")
        with transaction():
            load.load()


def _refuse_taken_port(port: int) -> None:
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((HOST, port))
        except OSError as error:
            message = f"Port {port} is taken ({error.strerror}). PORT={port + 1} make run takes another."
            raise click.ClickException(message) from error


def _keep_going(work: dict[str, Callable[[], None]]) -> int:
    """Run each in a process of its own, until one is told to end or the web server gives up. The exit status."""
    running: dict[int, str] = {}
    is_stopping = False

    def stop(number: int = signal.SIGTERM, frame: FrameType | None = None) -> None:
        nonlocal is_stopping
        is_stopping = True
        for pid in list(running):
            os.kill(pid, signal.SIGTERM)

    for name, does in work.items():
        running[_fork(does)] = name
    for number in ENDINGS:
        signal.signal(number, stop)
    status = 0
    while running:
        pid, ended = os.wait()
        name = running.pop(pid)
        if is_stopping:
            continue
        if name == "web":
            status = os.waitstatus_to_exitcode(ended) or 1
            stop()
        else:
            # A worker that was killed leaves its letters to the next one.
            time.sleep(1)
            running[_fork(work[name])] = name
            if is_stopping:
                stop()
    return status


def _fork(does: Callable[[], None]) -> int:
    sys.stdout.flush()
    sys.stderr.flush()
    # A signal waits until the child has put off the handlers of its parent, or it would be lost on them.
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDINGS)
    pid = os.fork()
    if pid:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDINGS)
        return pid
    status = 1
    try:
        for number in ENDINGS:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDINGS)
        does()
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except KeyboardInterrupt:
        status = 0
    except BaseException:
        # This process never returns to its parent's code, so it says itself what went wrong.
        sys.excepthook(*sys.exc_info())
        raise
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _worker(app: Flask) -> None:
    parent = os.getppid()
    stopping = working.Stopping()
    with app.app_context():
        working.work(stopping, is_orphan=lambda: os.getppid() != parent)


class _Web(BaseApplication):
    """gunicorn with the application at hand and its settings in code."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        super().__init__()

    def load_config(self) -> None:
        settings: dict[str, Any] = {
            "bind": f"{HOST}:{self.app.config['PORT']}",
            "workers": self.app.config["WEB_WORKERS"],
            # Threads, for a browser opens connections ahead of need and leaves them waiting.
            "worker_class": "gthread",
            "threads": THREADS,
            "preload_app": True,
            "loglevel": "warning",
            "control_socket_disable": True,
            "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None,  # noqa: S108
            "when_ready": self._say,
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return self.app

    def _say(self, server: Any) -> None:
        base = self.app.config["BASE_URL"]
        click.echo(f"\nOK-Profs runs at {base}\n")
        click.echo(f"Sign in with the password {club.PASSWORD} as one of:")
        for role in club.CAST:
            offices = ", ".join(office.value for office in role.offices) or "member"
            click.echo(f"  {role.address}@okprofs.example".ljust(36) + f"{role.person.name}".ljust(20) + offices)
        click.echo("  aanvrager@okprofs.example".ljust(36) + "Marjan Vos".ljust(20) + "applicant")
        if not self.app.config["MAIL_SERVER"]:
            click.echo(f"\nMail that the site sends stands at {base}/post. Ctrl-C ends.")


def _web(app: Flask) -> None:
    _Web(app).run()
