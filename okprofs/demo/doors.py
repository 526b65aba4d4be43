"""At the doors of the demo club: one for each seminar to come, and who came to the last one."""

from datetime import timedelta

import sqlalchemy as sa

from okprofs.events.models import Door, Event, EventStatus, Registration, Scan
from okprofs.events.rules.arrival import ScanKind
from okprofs.events.services.arriving import Written
from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.kernel.wall_time import local


def load_doors() -> None:
    """A door for each that is to come; and scans of all but one in ten at what was last."""
    held = sa.select(Event).where(Event.status == EventStatus.PUBLISHED)
    coming = db.session.scalars(held.where(Event.starts_at > now()).order_by(Event.starts_at)).all()
    last = db.session.scalars(held.where(Event.ends_at < now()).order_by(Event.starts_at.desc()).limit(1)).one()
    doors = [
        Door(event_id=each.id, title="Hoofdingang", on_day=local(each.starts_at).date()) for each in (last, *coming)
    ]
    db.session.add_all(doors)
    db.session.flush()
    expected = sa.select(Registration).where(Registration.event_id == last.id, Registration.cancelled_at.is_(None))
    for number, registration in enumerate(db.session.scalars(expected.order_by(Registration.id))):
        if number % 10 != 9:
            at = last.starts_at - timedelta(minutes=30 - number % 30)
            written = Written(f"demo-{number}", registration.public_id, doors[0].public_id, ScanKind.IN, at)
            db.session.add(
                Scan(
                    event_id=last.id,
                    registration_id=registration.id,
                    door_id=doors[0].id,
                    kind=written.kind,
                    key=written.key,
                    content_digest=written.content_digest,
                    scanned_at=at,
                    received_at=at,
                )
            )
    db.session.flush()
