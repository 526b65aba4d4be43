"""Letting others see that one comes, or no longer, and forgetting who did."""

import sqlalchemy as sa

from okprofs.events.facts import RegistrationCancelled, RegistrationChanged
from okprofs.events.models import Event, Listing, Registration
from okprofs.events.rules.listing import Shown, is_list_open
from okprofs.journal.services import record
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, locked
from okprofs.kernel.refusals import Refusal, Refused


def choose_listing(registration: Registration, shown: Shown) -> None:
    """Let these see that the attendee comes, and nobody else. Refused for who comes no longer, or is somebody else by
    now."""
    email = registration.email
    db.session.execute(locked(sa.select(Event.id).where(Event.id == registration.event_id)))
    db.session.refresh(registration)
    if registration.cancelled_at is not None or registration.email != email:
        raise Refused(Refusal("not_listed_any_more"))
    keep_listing(registration, shown)
    record("listing_chosen", registration, for_attendees=shown.for_attendees, for_fellows=shown.for_fellows)


def keep_listing(registration: Registration, shown: Shown) -> None:
    """Store what an attendee chose. Whoever calls holds the event."""
    found = db.session.get(Listing, registration.id)
    if not shown.is_seen:
        if found is not None:
            db.session.delete(found)
        return
    found = found or Listing(registration_id=registration.id, event_id=registration.event_id)
    found.for_attendees, found.for_fellows, found.chosen_at = shown.for_attendees, shown.for_fellows, now()
    db.session.add(found)


def follow_change(fact: RegistrationChanged) -> None:
    """Who comes instead did not choose to be seen."""
    if fact.person_changed:
        _forget(fact.registration_id)


def follow_cancellation(fact: RegistrationCancelled) -> None:
    """Who does not come is not seen any more."""
    _forget(fact.registration_id)


def _forget(registration_id: int) -> None:
    db.session.execute(sa.delete(Listing).where(Listing.registration_id == registration_id))


def forget_listings() -> None:
    """Remove who let themselves be seen at what has been over for as long as was said. Until then, and before this has
    run, the page itself no longer shows them."""
    over = sa.select(Event.id, Event.ends_at, Event.attendee_list_days).where(
        Event.ends_at < now(), sa.exists().where(Listing.event_id == Event.id)
    )
    ended = [event_id for event_id, ends_at, days in db.session.execute(over) if not is_list_open(ends_at, days, now())]
    db.session.execute(sa.delete(Listing).where(Listing.event_id.in_(ended)))
