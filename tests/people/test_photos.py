"""A photo comes, is seen by who may see it, and goes."""

from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from PIL import Image

from okprofs.kernel.db import db
from okprofs.people.models import Account, Photo
from okprofs.people.rules.photos import LARGEST_BYTES, SIDES
from okprofs.people.rules.visibility import Audience
from tests.conftest import Browser
from tests.pages import forms_of
from tests.people.makers import fill, fresh, make_account

pytestmark = pytest.mark.usefixtures("database")
URL = "/mijn/profiel/foto"


def picture(colour: str = "teal", name: str = "ik.png") -> tuple[BytesIO, str]:
    file = BytesIO()
    Image.new("RGB", (400, 300), colour).save(file, "PNG")
    return BytesIO(file.getvalue()), name


def send(browser: Browser, **values: Any) -> Any:
    return fill(browser, URL, **values)


def photos() -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(Photo)) or 0


@pytest.fixture
def account(browser: Browser) -> Account:
    account = make_account()
    browser.sign_in(account)
    return account


def test_a_photo_is_kept_in_three_sizes_that_only_its_owner_gets_here(browser: Browser, account: Account) -> None:
    assert send(browser, photo=picture(), photo_audience="members").location == URL
    assert fresh(account).profile.photo_audience is Audience.MEMBERS
    for size, side in SIDES.items():
        answer = browser.get(f"{URL}/{size}")
        assert Image.open(BytesIO(answer.data)).size == (side, side)
        assert answer.mimetype == "image/jpeg"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    browser.sign_in(make_account("Ander Iemand"))
    assert browser.get(f"{URL}/groot").status_code == 404


def test_another_photo_takes_the_place_of_the_first(browser: Browser, account: Account) -> None:
    send(browser, photo=picture("teal"))
    first = browser.get(f"{URL}/klein").data
    send(browser, photo=picture("red"))
    assert browser.get(f"{URL}/klein").data != first
    assert photos() == 1


def test_who_may_see_it_changes_without_sending_it_again(browser: Browser, account: Account) -> None:
    send(browser, photo=picture(), photo_audience="members")
    first = browser.get(f"{URL}/groot").data
    send(browser, photo_audience="nobody")
    assert fresh(account).profile.photo_audience is Audience.NOBODY
    assert browser.get(f"{URL}/groot").data == first


def test_a_photo_that_is_removed_is_gone_and_shown_to_nobody(browser: Browser, account: Account) -> None:
    send(browser, photo=picture(), photo_audience="members")
    assert browser.fill_in(URL, form="/verwijdering").location == URL
    assert browser.get(f"{URL}/groot").status_code == 404
    assert fresh(account).profile.photo_audience is Audience.NOBODY
    assert photos() == 0
    assert "Zonder foto zien anderen je initialen" in browser.get(URL).text


def test_what_is_no_photo_is_refused_in_words_and_the_one_there_is_stays(browser: Browser, account: Account) -> None:
    send(browser, photo=picture())
    first = browser.get(f"{URL}/groot").data
    answer = send(browser, photo=(BytesIO(b"<svg/>"), "ik.png"))
    assert answer.status_code == 422
    assert "Dit is geen foto die we kunnen lezen" in answer.text
    assert browser.get(f"{URL}/groot").data == first


def posted(browser: Browser, url: str, size: int) -> int:
    """What a file of so many bytes is answered with, sent as a browser writes it."""
    form = next(form for form in forms_of(browser.get(url).text) if not form.action)
    fields = "".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in form.values.items()
        if isinstance(value, str)
    )
    file = '--x\r\nContent-Disposition: form-data; name="photo"; filename="ik.jpg"\r\n\r\n'
    body = f"{fields}{file}".encode() + b"x" * size + b"\r\n--x--\r\n"
    return int(browser.post(url, data=body, content_type="multipart/form-data; boundary=x").status_code)


def test_what_is_too_large_is_refused_before_it_is_looked_at(browser: Browser, account: Account) -> None:
    assert posted(browser, URL, LARGEST_BYTES - 1_000) == 422, "looked at, and no photo"
    assert posted(browser, URL, LARGEST_BYTES + 1_000) == 422
    assert posted(browser, URL, LARGEST_BYTES + 300_000) == 413
    assert photos() == 0


def test_elsewhere_nobody_may_send_as_much(browser: Browser, account: Account) -> None:
    assert posted(browser, "/mijn/profiel/werk", 1_100_000) == 413


def test_after_thirty_photos_in_an_hour_one_waits(browser: Browser, account: Account) -> None:
    form = next(form for form in forms_of(browser.get(URL).text) if not form.action)
    answers = [browser.post(URL, data=form.values).status_code for _ in range(31)]
    assert (set(answers[:30]), answers[30]) == ({303}, 429)
    browser.sign_in(make_account("Ander Iemand"))
    assert browser.get(URL).status_code == 200


def test_a_photo_goes_with_its_account(browser: Browser, account: Account) -> None:
    send(browser, photo=picture())
    with db.engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM sign_in_sessions"))
        connection.execute(sa.text("DELETE FROM profiles"))
    assert photos() == 0
