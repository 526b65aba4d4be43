"""Two reviewers and an applicant at once, real web processes: one objection, one decision on it, one letter of each."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa

from okprofs.journal.models import JournalEntry
from okprofs.kernel.db import db, transaction
from okprofs.kernel.ids import digest, new_secret
from okprofs.mail.models import Letter
from okprofs.membership.models import Application, Membership, Objection
from okprofs.people.models import Account, Office, SignInSession
from tests.membership.makers import again, make_application, make_objected, make_rejected
from tests.membership.test_review import CLEAR
from tests.pages import forms_of
from tests.people.makers import make_account
from tests.processes import Answer, Client, Site
from tests.storm.signing_up import all_at_once, statuses
from tests.storm.stage import ENGINES, stage

pytestmark = pytest.mark.storm

ROUNDS = 5
OBJECT = "/mijn/aanvraag/bezwaar"


@dataclass(frozen=True)
class Board:
    """Who rejected, and the two who may decide on what is brought in against it."""

    first: Account
    others: tuple[Account, Account]


def reviewers() -> Board:
    first, *others = (make_account(name, offices=[Office.REVIEWER]) for name in ("Roos", "Bram", "Ingrid"))
    return Board(first, (others[0], others[1]))


@pytest.fixture(scope="module", params=ENGINES)
def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with stage(request.param, tmp_path_factory) as site:
        yield site


def browser_of(running: Site, account: Account) -> Client:
    secret = new_secret()
    with transaction() as session:
        session.add(SignInSession(digest=digest(secret), account_id=account.id))
    client = running.client()
    client.cookies["session"] = secret
    return client


def outcome(application: Application) -> dict[str, Any]:
    """What came of it: how it stands, and how often we wrote and wrote down each thing."""
    found = again(application)
    about = [found.public_id]
    letters = Counter(db.session.scalars(sa.select(Letter.kind).where(Letter.about.in_(about))))
    lines = Counter(db.session.scalars(sa.select(JournalEntry.action).where(JournalEntry.subject_id.in_(about))))
    of_them = sa.select(sa.func.count()).where(Membership.account_id == found.account_id)
    brought_in = sa.select(sa.func.count()).where(Objection.application_id == found.id)
    return {
        "status": found.status.value,
        "objections": db.session.scalar(brought_in),
        "memberships": db.session.scalar(of_them),
        "letters": {kind.partition("/")[2]: count for kind, count in letters.items()},
        "lines": lines,
    }


def is_decided_once(found: dict[str, Any]) -> bool:
    is_admitted = found["status"] == "admitted"
    written, left = ("rejection_overturned", "rejection_upheld")[:: 1 if is_admitted else -1]
    return (
        found["letters"].get(written) == found["lines"][f"application_{written}"] == 1
        and not found["letters"].get(left)
        and not found["lines"][f"application_{left}"]
        and found["memberships"] == int(is_admitted)
        and found["objections"] == 1
    )


def is_objected_once(found: dict[str, Any]) -> bool:
    return bool(
        found["status"] == "objected"
        and found["objections"]
        == found["letters"].get("objection_received")
        == found["lines"]["application_objected"]
        == 1
    )


def decide_at_once(running: Site) -> Iterator[bool]:
    """Round after round two reviewers decide the other way, each with two clicks on forms of their own."""
    board = reviewers()
    for number in range(ROUNDS):
        application = make_objected(board.first, f"Mirjam {number}")
        desk = f"/beheer/aanvragen/{application.public_id}"
        ready = []
        for reviewer, verdict in zip(board.others, ("stands", "admitted"), strict=True):
            client = browser_of(running, reviewer)
            chosen = {"verdict": verdict, "reason": "Zo is het."}
            ready += [(client, {**client.form(desk, "/bezwaar"), **chosen}) for _ in range(2)]
        results = all_at_once(4, lambda place: ready[place][0].post(f"{desk}/bezwaar", ready[place][1]))  # noqa: B023
        yield statuses(results) == {303: 1, 422: 3} and is_decided_once(outcome(application))


def object_at_once(running: Site) -> Iterator[bool]:
    """Round after round an applicant objects from three windows, and from one of them twice."""
    board = reviewers()
    for number in range(ROUNDS):
        application = make_rejected(board.first, f"Mirjam {number}")
        assert application.account is not None
        client = browser_of(running, application.account)
        forms = [{**client.form(OBJECT), "objection": f"Nee, {window}."} for window in range(3)]
        forms.append(forms[0])
        results = all_at_once(4, lambda place: client.post(OBJECT, forms[place]))  # noqa: B023
        answered = statuses(results)
        # The window of which both clicks count gives both the answer of the first.
        is_answered = answered in ({303: 1, 422: 3}, {303: 2, 422: 2})
        yield is_answered and is_objected_once(outcome(application))


def test_of_two_reviewers_who_decide_on_an_objection_one_does(running: Site) -> None:
    assert list(decide_at_once(running)) == [True] * ROUNDS


def test_who_objects_several_times_at_once_objects_once(running: Site) -> None:
    assert list(object_at_once(running)) == [True] * ROUNDS


def test_who_objects_while_the_decision_is_taken_is_heard_or_told_that_there_is_nothing_yet(running: Site) -> None:
    board = reviewers()
    for number in range(ROUNDS):
        application = make_application(f"Mirjam {number}", **CLEAR)
        assert application.account is not None
        applicant, reviewer = browser_of(running, application.account), browser_of(running, board.first)
        reject = f"/beheer/aanvragen/{application.public_id}/afwijzen"
        words = {"clause": "other", "reason": "Te weinig.", "change": "Meer."}
        letter = reviewer.post(reject, {**reviewer.form(f"{reject}?clause=other", "/afwijzen"), **words})
        assert letter.status == 422
        sent = {**_form_in(letter, "/afwijzen"), **words}
        # Any form of theirs holds the token; there is nothing yet to object to.
        brought_in = {**applicant.form("/mijn/aanvraag/intrekken"), "objection": "Nee."}
        deeds = [lambda: reviewer.post(reject, sent), lambda: applicant.post(OBJECT, brought_in)]  # noqa: B023
        results = dict(all_at_once(2, lambda place: deeds[place]()))  # noqa: B023
        decided, objected = results[0], results[1]
        assert isinstance(decided, Answer)
        assert isinstance(objected, Answer)
        assert decided.status == 303
        found = outcome(application)
        assert found["letters"].get("rejected") == found["lines"]["application_rejected"] == 1
        if objected.status == 303:
            assert is_objected_once(found)
        else:
            assert objected.status == 422
            assert (found["status"], found["objections"]) == ("rejected", 0)
            assert "objection_received" not in found["letters"]


def _form_in(answer: Answer, action: str) -> dict[str, Any]:
    return next(form for form in reversed(forms_of(answer.text)) if form.action.endswith(action)).values


@pytest.mark.parametrize("engine", ENGINES)
def test_without_locks_the_storm_on_objections_goes_wrong(
    engine: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The control: if this passes with everything in order, the tests above prove nothing."""
    with stage(engine, tmp_path_factory, app="tests.storm.undecided:app") as running:
        assert not all(decide_at_once(running))
        assert not all(object_at_once(running))
