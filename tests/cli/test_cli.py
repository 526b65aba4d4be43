"""What can be done from the command line."""

import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskCliRunner

from okprofs.demo import club
from okprofs.kernel.db import db
from okprofs.mail.models import MailedLink
from okprofs.organisations.models import Organisation
from okprofs.people.models import Account, Office
from okprofs.people.queries import holders_of
from tests.conftest import Browser
from tests.people.makers import make_account

REGISTER = """type,code,naam,provincie,inwoners,tooi_uri
gemeente,gm0203,gemeente Barneveld,pv25,61000,https://identifier.overheid.nl/tooi/id/gemeente/gm0203
gemeente,gm0228,gemeente Ede,pv25,122000,https://identifier.overheid.nl/tooi/id/gemeente/gm0228
"""


@pytest.fixture
def command(app: Flask, database: None) -> FlaskCliRunner:
    return app.test_cli_runner()


def test_the_first_administrator_signs_in_with_a_link_that_is_printed_once(
    command: FlaskCliRunner, browser: Browser
) -> None:
    result = command.invoke(args=["people", "appoint-first", "wim@utrecht.example", "--name", "Wim de Groot"])
    assert result.exit_code == 0, result.output
    link = re.search(r"http://\S+", result.output)
    assert link is not None
    path = link[0].removeprefix("http://localhost")
    assert browser.fill_in(path).status_code == 303
    assert browser.get("/beheer/rollen").status_code == 200
    assert browser.get(path).status_code != 200 or "verlopen" in browser.get(path).text
    secret = path.rpartition("/")[2]
    assert secret not in str(db.session.execute(sa.select(MailedLink.__table__)).all())


def test_a_second_first_administrator_is_refused(command: FlaskCliRunner) -> None:
    make_account(offices=[Office.ADMINISTRATOR])
    result = command.invoke(args=["people", "appoint-first", "an@utrecht.example", "--name", "An"])
    assert result.exit_code == 1
    assert "There is an administrator already" in result.output
    assert len(holders_of(Office.ADMINISTRATOR)) == 1


def test_someone_with_an_account_keeps_it(command: FlaskCliRunner) -> None:
    account = make_account("Anneke Bakker")
    result = command.invoke(args=["people", "appoint-first", account.email.upper(), "--name", "Iemand anders"])
    assert result.exit_code == 0, result.output
    assert [(holder.id, holder.name) for holder in holders_of(Office.ADMINISTRATOR)] == [(account.id, "Anneke Bakker")]


def test_what_is_no_address_is_refused_in_words(command: FlaskCliRunner) -> None:
    result = command.invoke(args=["people", "appoint-first", "geen adres", "--name", "An"])
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert db.session.scalar(sa.select(sa.func.count(Account.id))) == 0


def test_the_register_is_taken_in_and_twice_changes_nothing(command: FlaskCliRunner, tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    file.write_text(REGISTER, encoding="utf-8-sig")
    assert "2 new, 0 changed" in command.invoke(args=["organisations", "import", str(file)]).output
    assert "0 new, 0 changed, 2 as they were" in command.invoke(args=["organisations", "import", str(file)]).output
    assert db.session.scalar(sa.select(sa.func.count(Organisation.id))) == 2


def test_a_file_that_is_no_register_is_refused_in_words(command: FlaskCliRunner, tmp_path: Path) -> None:
    file = tmp_path / "brief.csv"
    file.write_text("Beste lezer,\n\nDit is een brief.\n")
    result = command.invoke(args=["organisations", "import", str(file)])
    assert result.exit_code == 1
    assert "Error:" in result.output


def test_the_directory_is_made_anew(command: FlaskCliRunner) -> None:
    assert command.invoke(args=["directory", "rebuild"]).exit_code == 0


def test_the_demo_club_goes_into_an_empty_database_only(command: FlaskCliRunner) -> None:
    result = command.invoke(args=["demo", "load"])
    assert result.exit_code == 0, result.output
    assert club.PASSWORD in result.output
    again = command.invoke(args=["demo", "load"])
    assert again.exit_code == 1
    assert "there are people in this database already" in again.output


def test_check_has_advice_for_development_and_no_errors(command: FlaskCliRunner) -> None:
    result = command.invoke(args=["check"])
    assert result.exit_code == 0, result.output
    assert "advice: OKPROFS_ENV is development" in result.output
    assert "there is no administrator" in result.output


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        ("MAIL_SENDER", "iemand", "error: MAIL_SENDER is not an address"),
        ("RATELIMIT_STORAGE_URI", "memory://", "error: RATELIMIT_STORAGE_URI is memory"),
    ],
)
def test_check_finds_what_is_unfit(
    app: Flask, command: FlaskCliRunner, monkeypatch: pytest.MonkeyPatch, setting: str, value: str, sentence: str
) -> None:
    monkeypatch.setitem(app.config, setting, value)
    result = command.invoke(args=["check"])
    assert result.exit_code == 1
    assert sentence in result.output


def test_check_finds_a_mail_server_that_is_away(
    app: Flask, command: FlaskCliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "MAIL_SERVER", "127.0.0.1")
    monkeypatch.setattr(app.extensions["mail"], "server", "127.0.0.1")
    monkeypatch.setattr(app.extensions["mail"], "port", 1)
    monkeypatch.setitem(app.config, "MAIL_USE_TLS", False)
    result = command.invoke(args=["check"])
    assert result.exit_code == 1
    assert "error: the mail server does not take us" in result.output
    assert "go in clear text" in result.output


def test_serve_refuses_to_exist_in_production(
    app: Flask, command: FlaskCliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "IS_DEVELOPMENT", False)
    result = command.invoke(args=["serve"])
    assert result.exit_code == 1
    assert "for development" in result.output
