"""Which workshops has the coming seminar, who hosts them, and who would like which?"""

from datetime import timedelta

from okprofs.events.models import (
    Event,
    Registration,
    SessionKind,
    Speaker,
    Workshop,
    WorkshopPlan,
    WorkshopPreference,
)
from okprofs.kernel.db import db
from okprofs.people.models import Account

# Title, text, room, places, whether it has a host.
WORKSHOPS = (
    ("Concernkwaliteit", "Hoe houd je een directie bij de les?", "Kamer 1", 6, True),
    ("Lean/Kaizen", "Van feestje naar gewoonte.", "Kamer 2", 4, False),
    ("Dienstverlening", "Wat zegt de inwoner zelf?", "Kamer 3", 6, False),
    ("Procesmanagement", "Wie is de baas van het proces?", "Raadzaal", 8, True),
)
# What people like, the best first: as numbers of workshops.
LIKED = ((1, 0, 2), (1, 2, 3), (0, 1), (1, 3, 0, 2), (2, 1, 0), (1, 0), (), (0, 2, 1), (1, 2), (3, 1, 0))


def load_workshops(event: Event, host: Account) -> None:
    """Fill the rounds of this event; its attendees have signed up already."""
    rounds = [session for session in event.sessions if session.kind is SessionKind.WORKSHOP]
    first = event.sessions[1]
    jan = Speaker(
        event_id=event.id,
        name="Jan Visser",
        role="Teamleider Burgerzaken, gemeente Ede",
        text="Jan begon met drie dagstarts. Twee jaar later zijn het er veertien, en één is gestopt.",
        sessions=[first],
    )
    host_of_two = Speaker(
        event_id=event.id,
        name=host.name,
        role="Begeleider van intervisie",
        text="Begeleidt al tien jaar gesprekken tussen vakgenoten.",
        email=host.email,
        account_id=host.id,
    )
    workshops = [
        [
            Workshop(
                session_id=round_.id,
                title=title,
                text=text,
                room=room,
                capacity=places,
                hosts=[host_of_two] if is_hosted and (title == "Concernkwaliteit") == (number == 0) else [],
            )
            for title, text, room, places, is_hosted in WORKSHOPS
        ]
        for number, round_ in enumerate(rounds)
    ]
    closes = event.starts_at - timedelta(days=7)
    plan = WorkshopPlan(event_id=event.id, choices_close_at=closes, most_from_one=2, mixes_disciplines=True)
    db.session.add_all([jan, host_of_two, plan, *(one for round_ in workshops for one in round_)])
    db.session.flush()
    whole_day = event.ticket_types[-1]
    attendees = db.session.query(Registration).filter_by(ticket_type_id=whole_day.id).order_by(Registration.id).all()
    for number, attendee in enumerate(one for one in attendees if one.account_id != host.id):
        for shift, round_workshops in enumerate(workshops):
            for rank, liked in enumerate(LIKED[(number + 3 * shift) % len(LIKED)], start=1):
                db.session.add(
                    WorkshopPreference(registration_id=attendee.id, workshop_id=round_workshops[liked].id, rank=rank)
                )
    db.session.flush()
