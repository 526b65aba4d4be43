"""What can be done from the command line? Each command opens one transaction.

A command imports what it needs when it is called, for every web process imports this.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, TextIO

import click
from flask import Flask
from flask.cli import AppGroup, with_appcontext

from okprofs.kernel.addresses import absolute_url
from okprofs.kernel.db import transaction
from okprofs.kernel.refusals import Refusal, Refused, sentence


def register(app: Flask) -> None:
    """Give `flask` its commands."""
    for command in (check, demo, directory, messages, organisations, people, serve, worker):
        app.cli.add_command(command)


@click.command()
@with_appcontext
def worker() -> None:
    """Send the mail and do the jobs, until told to stop. Several may run at once."""
    from okprofs.cli import working

    working.work(working.Stopping())


@click.command()
@with_appcontext
def serve() -> None:
    """Development: migrate, load the demo club into an empty database, start web and worker."""
    from okprofs.cli import serving

    serving.serve()


@click.command()
@with_appcontext
def check() -> None:
    """Say what is unfit in the settings and around them; ends with 1 when something must be mended."""
    from okprofs.cli import checking

    found = checking.findings()
    for finding in found:
        click.echo(f"{'error' if finding.is_serious else 'advice'}: {finding.sentence}")
    if any(finding.is_serious for finding in found):
        raise SystemExit(1)
    click.echo("Fit to run." if not found else "Fit to run, with this advice.")


demo = AppGroup("demo", help="The demo club; not in production.")


@demo.command("load")
def load_demo() -> None:
    """Fill an empty database with the demo club."""
    from okprofs.demo import club, load

    try:
        with transaction():
            load.load()
    except load.NotEmpty as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"The demo club is in. Everyone's password: {club.PASSWORD}")


directory = AppGroup("directory", help="What the member directory is searched by.")


@directory.command("rebuild")
def rebuild_directory() -> None:
    """Make the directory anew from the profiles; right after an import or a restore."""
    from okprofs.directory.services import rebuild

    with transaction():
        rebuild()
    click.echo("The directory was made anew.")


messages = AppGroup("messages", help="What members write to each other.")
# How a mail server hears what became of a mail that it handed over (sysexits.h).
_UNREADABLE, _UNKNOWN, _LATER, _REFUSED = 65, 67, 75, 77


@messages.command("receive")
@click.argument("address")
@click.argument("file", type=click.File("rb"), default="-")
def receive_message(address: str, file: BinaryIO) -> None:
    """Take in a mail to ADDRESS from standard input, as a mail server hands it over. Ends with 0 when it was taken or
    passed over, 65 unreadable, 67 no such address, 75 try later, 77 refused."""
    from sqlalchemy.exc import OperationalError

    from okprofs.messages.rules.arriving import LARGEST_BYTES, arrived
    from okprofs.messages.services.receiving import receive

    mail = arrived(file.read(LARGEST_BYTES + 1))
    if mail is not None and mail.is_by_machine:
        return
    try:
        if mail is None:
            raise Refused(Refusal("answer_unreadable"))
        with transaction():
            receive(mail, address)
    except Refused as refused:
        # The mail server tells this to whoever sent the mail.
        click.echo(" ".join(map(sentence, refused.refusals)), err=True)
        codes = {"answer_unknown": _UNKNOWN, "answer_unreadable": _UNREADABLE}
        raise SystemExit(codes.get(refused.refusals[0].code, _REFUSED)) from None
    except OperationalError:
        raise SystemExit(_LATER) from None


organisations = AppGroup("organisations", help="The employers.")


@organisations.command("import")
@click.argument("file", type=click.File(encoding="utf-8-sig"))
def import_organisations(file: TextIO) -> None:
    """Take in the register of government bodies from a CSV file; doing it twice changes nothing more."""
    from okprofs.organisations.services import import_register

    with _refusals_in_words(), transaction():
        result = import_register(file)
    click.echo(f"{len(result.new)} new, {len(result.changed)} changed, {result.unchanged} as they were.")
    if result.refused:
        click.echo(f"{len(result.refused)} lines were passed over.")


people = AppGroup("people", help="Accounts and offices.")


@people.command("appoint-first")
@click.argument("email")
@click.option("--name", prompt="Name", help="of who becomes the first administrator")
def appoint_first(email: str, name: str) -> None:
    """Make EMAIL the first administrator and print a link to sign in with, once. Refused when there is one already."""
    from okprofs.mail.services import mint
    from okprofs.people.letters import SIGN_IN_LINK, link_of
    from okprofs.people.models import Office
    from okprofs.people.queries import account_by_email, holders_of
    from okprofs.people.services.accounts import create_account
    from okprofs.people.services.offices import appoint

    link = link_of(SIGN_IN_LINK)
    with _refusals_in_words(), transaction():
        if holders_of(Office.ADMINISTRATOR):
            raise click.ClickException("There is an administrator already, who can appoint others at /beheer/rollen.")
        account = account_by_email(email) or create_account(email, name, "nl")
        appoint(account, Office.ADMINISTRATOR, by=None)
        secret = mint(link.purpose, account.public_id, account.email, link.valid_for)
    click.echo(f"This link signs in once, within {int(link.valid_for.total_seconds() // 60)} minutes:")
    click.echo(absolute_url(link.endpoint, token=secret))


@contextmanager
def _refusals_in_words() -> Iterator[None]:
    """Show what a service refuses as a message, not as a trace."""
    try:
        yield
    except Refused as refused:
        raise click.ClickException(" ".join(map(sentence, refused.refusals))) from refused
