"""Whatever leaves the house tells no more of a member than their profile does.

One member of the world hides a word in every field of the profile. That no page, file or feed gives it to anybody else
is looked at in every answer to the crawler; here is what it does not see, and that it would see it.
"""

import re

import pytest
import sqlalchemy as sa

from okprofs.kernel.db import db
from okprofs.mail.models import Letter
from okprofs.people.models import Account, Profile
from okprofs.people.rules.visibility import Audience, Field
from tests.house.crawler import SECRETS, Crawler
from tests.house.world import ALMIGHTY, HIDDEN_WORD, MEMBER

EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")


def hider() -> Profile:
    return db.session.scalars(sa.select(Profile).join(Account).where(Account.email.startswith(f"{MEMBER}@"))).one()


def test_the_word_stands_in_every_field_that_is_hidden_and_only_its_owner_may_read_it(crawler: Crawler) -> None:
    profile = hider()
    assert profile.is_findable
    assert {getattr(profile, f"{field}_audience") for field in Field if field not in NO_WORDS} == {Audience.NOBODY}
    told = [profile.function_title, *profile.topics, profile.ask_me_about, *profile.own_methods, *profile.certificates]
    assert all(HIDDEN_WORD in text for text in (*told, profile.link))
    assert len(told) == 5
    assert profile.photo is not None
    assert HIDDEN_WORD.encode() in profile.photo.small
    assert SECRETS[HIDDEN_WORD.encode()] == {MEMBER}


# What holds no words of one's own, and an organisation, whose name is everybody's.
NO_WORDS = {Field.ORGANISATION, Field.DISCIPLINES, Field.PHONE, Field.LANGUAGES, Field.EXPERIENCE, Field.WILLING_TO} | {
    Field.MESSAGES
}


@pytest.mark.parametrize("person", [MEMBER, ALMIGHTY])
def test_what_a_machine_reads_holds_no_address(crawler: Crawler, person: str) -> None:
    seen = 0
    for rule in crawler.rules():
        for url in crawler.world.addresses_of(rule):
            response = crawler.ask(person, "GET", url)
            if response is not None and response.mimetype == "application/json":
                answers = [response, *(crawler.ask(person, "GET", f"{url}?q={query}") for query in ("ba", "an"))]
                seen += len(answers)
                assert [EMAIL.findall(answer.text) for answer in answers if answer] == [[], [], []]
    assert seen > 3


def test_no_letter_tells_what_someone_hides(crawler: Crawler) -> None:
    facts = list(db.session.scalars(sa.select(sa.cast(Letter.facts, sa.String))))
    assert facts
    assert [text for text in facts if HIDDEN_WORD in text] == []
