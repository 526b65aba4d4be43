"""Is somebody who comes to a seminar not forgotten before it is over?"""

from datetime import timedelta

import pytest
import time_machine

from okprofs.events.models import Order
from okprofs.events.services.letting_go import keep_who_comes
from okprofs.kernel.db import db, transaction
from okprofs.kernel.refusals import Refused
from okprofs.people.facts import AccountUnused
from tests.events.makers import make_account, make_event

pytestmark = pytest.mark.usefixtures("database")


def test_who_comes_is_needed_until_it_is_over() -> None:
    event, account = make_event(10), make_account()
    keep_who_comes(AccountUnused(account.id))
    with transaction() as session:
        contact = {"contact_name": account.name, "contact_email": account.email}
        session.add(Order(event_id=event.id, account_id=account.id, **contact))
    with time_machine.travel(event.ends_at - timedelta(hours=1), tick=False), pytest.raises(Refused):
        keep_who_comes(AccountUnused(account.id))
    db.session.rollback()
    with time_machine.travel(event.ends_at + timedelta(minutes=1), tick=False):
        keep_who_comes(AccountUnused(account.id))
