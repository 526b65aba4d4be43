"""A form acts once, and every repeat gets the first one's answer."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from okprofs.kernel.forms import LEFT_OPEN, Form, submit
from okprofs.kernel.refusals import Refusal, Refused, learn

learn({"tested_no": "Nee, %(why)s."})


class Wish(Form):
    class Meta:
        csrf = False

    text = StringField()


class Choice(Form):
    class Meta:
        csrf = False

    colour = SelectField(validators=[LEFT_OPEN], choices=[SelectChoice("", "geen"), SelectChoice("groen", "groen")])


class Sender:
    def __init__(self, app: Flask) -> None:
        self.app = app
        self.deeds: list[str] = []

    def send(self, path: str = "/wensen", refuse: bool = False, **data: str) -> "tuple[str | None, Wish]":
        with self.app.test_request_context(path, method="POST", data=data, base_url="http://localhost"):
            form = Wish()

            def act() -> str:
                if refuse:
                    raise Refused(Refusal("tested_no", (("why", "omdat het vol is"),)))
                self.deeds.append(str(form.text.data))
                return f"/wensen/{len(self.deeds)}"

            response = submit(form, act)
            return (response.location if response else None), form


@pytest.fixture
def sender(app: Flask, database: None) -> Sender:
    return Sender(app)


def test_the_same_form_sent_twice_does_one_deed_and_gives_one_answer(sender: Sender) -> None:
    first, _ = sender.send(once="k1", text="fiets")
    second, _ = sender.send(once="k1", text="fiets")
    assert (first, second) == ("/wensen/1", "/wensen/1")
    assert sender.deeds == ["fiets"]


def test_another_form_is_another_deed(sender: Sender) -> None:
    assert [sender.send(once=key, text="fiets")[0] for key in ("k1", "k2")] == ["/wensen/1", "/wensen/2"]


def test_the_same_key_with_another_content_is_a_conflict(sender: Sender) -> None:
    sender.send(once="k1", text="fiets")
    with pytest.raises(HTTPException) as raised:
        sender.send(once="k1", text="auto")
    assert raised.value.code == 409
    assert sender.deeds == ["fiets"]


def test_a_key_of_one_page_does_not_exist_on_another(sender: Sender) -> None:
    sender.send(once="k1", text="fiets")
    with pytest.raises(HTTPException) as raised:
        sender.send(path="/elders", once="k1", text="fiets")
    assert raised.value.code == 404


def test_a_refusal_is_shown_at_the_form_and_the_form_can_be_sent_again(sender: Sender) -> None:
    location, form = sender.send(once="k1", text="fiets", refuse=True)
    assert location is None
    assert form.form_errors == ["Nee, omdat het vol is."]
    assert sender.send(once="k1", text="fiets")[0] == "/wensen/1"


def test_white_space_is_no_choice(app: Flask) -> None:
    with app.test_request_context():
        for sent, is_fine in (("groen", True), ("", True), (" \t ", False)):
            assert Choice(MultiDict({"colour": sent})).validate() is is_fine
        assert Choice(MultiDict()).validate()
