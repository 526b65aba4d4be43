"""What people of the demo club thought of the last seminar, and what the organiser is about to write them."""

from datetime import timedelta
from itertools import cycle

import sqlalchemy as sa

from okprofs.events.models import Event, FeedbackAnswer, FeedbackRound, Mailing, Registration
from okprofs.kernel.db import db

_GRADES = cycle(((5, 5, 4, 5), (4, 4, 4, 4), (5, 4, 5, 5), (4, 3, 4, 4), (3, 4, 3, 3), (5, 5, 5, 5), (4, 5, 4, 5)))
_BEST = (
    "Dat Barneveld gewoon begon, met één afdeling.",
    "De dagstart. Die proberen we volgende week.",
    "Eindelijk vakgenoten die hetzelfde tegenkomen.",
    "Het voorbeeld van Rijkswaterstaat: eerst het werk zien, dan pas meten.",
    "Dat kwaliteit van de top moet komen, en hoe je daarover begint.",
    "Drie mensen die ik ga bellen.",
)
_BETTER = (
    "Meer tijd voor vragen na de praktijkverhalen.",
    "In de trouwzaal verstond je achterin niet alles.",
    "Graag een deelnemerslijst vooraf.",
    "Kortere ochtend, langere lunch.",
    "Nog een voorbeeld van een kleine gemeente.",
)


def load_voices() -> None:
    """Of those at the last seminar 42 answered, and signed up over the weeks before; a mail waits for the next."""
    last, practice = (
        db.session.scalars(sa.select(Event).where(Event.slug == slug)).one()
        for slug in ("kwaliteit-aan-de-balie", "lean-in-de-praktijk")
    )
    for event, step in ((last, 5), (practice, 3)):
        _spread(event, step)
    closed_at = last.ends_at + timedelta(days=15)
    asked_at = last.ends_at + timedelta(days=1)
    db.session.add(
        FeedbackRound(event_id=last.id, asked_at=asked_at, closes_at=closed_at, closed_at=closed_at, asked=46)
    )
    day = last.ticket_types[1].id
    for number in range(42):
        overall, programme, organisation, recommend = next(_GRADES)
        grades = {"overall": overall, "programme": programme, "organisation": organisation, "recommend": recommend}
        best = _BEST[number // 4] if number % 4 == 0 and number // 4 < len(_BEST) else ""
        better = _BETTER[number // 5] if number % 5 == 1 and number // 5 < len(_BETTER) else ""
        db.session.add(FeedbackAnswer(event_id=last.id, ticket_type_id=day, best=best, better=better, **grades))
    text = (
        "De parkeerplaats bij het gemeentehuis is die dag vol.\n\nKom liever met de trein: het is vijf minuten lopen."
    )
    db.session.add(Mailing(event_id=practice.id, subject="Kom met de trein", text=text, selection={}))
    db.session.flush()


def _spread(event: Event, step: int) -> None:
    """As if people had signed up one after the other, more of them towards the end."""
    query = sa.select(Registration).where(Registration.event_id == event.id).order_by(Registration.id.desc())
    for number, registration in enumerate(db.session.scalars(query)):
        registration.made_at -= timedelta(days=number * number // (10 * step), hours=number % 7)
