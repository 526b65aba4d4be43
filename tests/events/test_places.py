"""Places are shared: the morning and the whole day sit in one hall, the whole day in the afternoon's room too."""

from typing import Any

import pytest

from okprofs.events.models import Event, Quota
from okprofs.events.rules.admission import Audience
from okprofs.events.rules.cancellation import ActorFacts
from okprofs.events.services.changing import cancel_order
from okprofs.events.services.registering import cancel_for
from okprofs.events.services.signup import Attendee, Contact, sign_up
from okprofs.kernel.db import db, transaction
from okprofs.kernel.refusals import Refused
from tests.events.makers import make_event, make_ticket_type

CONTACT = ActorFacts(is_proven=True, is_attendee=False, is_contact=True)


def make_shared(hall: int, afternoon: int) -> Event:
    """An event of which the morning draws on the hall, and the day on the hall and the afternoon."""
    morning = make_ticket_type(title="Ochtend", capacity=None)
    day = make_ticket_type(title="Dag", capacity=None, audience=Audience.EVERYONE)
    event = make_event(ticket_types=[morning, day])
    with transaction() as session:
        session.add_all(
            [
                Quota(event_id=event.id, title="Raadzaal", capacity=hall, ticket_types=[morning, day]),
                Quota(event_id=event.id, title="Middag", capacity=afternoon, ticket_types=[day]),
            ]
        )
    return event


def order(event: Event, *places: int, number: int = 0) -> Any:
    """Somebody signs people up, each for the ticket type at that place."""
    attendees = [Attendee(event.ticket_types[place].public_id, name=f"Collega {n}") for n, place in enumerate(places)]
    with transaction():
        return sign_up(event.id, Contact("Jan", f"jan{number}@okprofs.example"), attendees)


def state(event: Event) -> dict[str, int]:
    db.session.rollback()
    found = db.session.get_one(Event, event.id)
    return {counted.title: counted.taken for counted in (*found.ticket_types, *found.quotas)}


def test_a_day_takes_a_place_in_the_hall_and_in_the_afternoon_and_gives_both_back(database: None) -> None:
    event = make_shared(hall=3, afternoon=1)
    made = order(event, 0, 1)
    assert state(event) == {"Ochtend": 1, "Dag": 1, "Raadzaal": 2, "Middag": 1}
    assert [ticket_type.places_left for ticket_type in event.ticket_types] == [1, 0]
    with transaction():
        cancel_for(event, made.registrations[0])
    assert state(event) == {"Ochtend": 0, "Dag": 1, "Raadzaal": 1, "Middag": 1}
    with transaction():
        cancel_order(made, CONTACT)
    assert state(event) == {"Ochtend": 0, "Dag": 0, "Raadzaal": 0, "Middag": 0}


@pytest.mark.parametrize(("places", "code"), [((1, 1), "not_enough_places"), ((0, 0, 1), "not_enough_places")])
def test_who_wants_more_than_is_left_of_what_is_shared_hears_it(
    database: None, places: tuple[int, ...], code: str
) -> None:
    event = make_shared(hall=2, afternoon=1)
    with pytest.raises(Refused) as refused:
        order(event, *places)
    assert {refusal.code for refusal in refused.value.refusals} == {code}
    assert set(state(event).values()) == {0}


def test_a_full_hall_closes_the_day_too(database: None) -> None:
    event = make_shared(hall=1, afternoon=5)
    order(event, 0)
    with pytest.raises(Refused) as refused:
        order(event, 1, number=1)
    assert {refusal.code for refusal in refused.value.refusals} == {"sold_out"}
