"""What do members of the demo club write to each other?"""

from collections.abc import Mapping
from datetime import timedelta

import sqlalchemy as sa

from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.mail.models import Letter, LetterState
from okprofs.messages import letters
from okprofs.messages.models import Message, Side
from okprofs.messages.queries import side_with
from okprofs.messages.rules.reporting import Reason
from okprofs.messages.services.reporting import report_message
from okprofs.messages.services.writing import mark_read, send
from okprofs.people.models import Account

# Who wrote to whom, how many hours ago, and what.
WRITTEN: tuple[tuple[str, str, int, str], ...] = (
    (
        "lid",
        "jan.visser",
        75,
        "Dag Jan, in Ede zijn de wachtrijen bij burgerzaken weg. Hoe hebben jullie dat gemeten?\n\nIk wil in mei bij ons beginnen.",
    ),
    (
        "jan.visser",
        "lid",
        52,
        "Leuk dat je het vraagt. We tellen elk kwartier wie er wacht, met de hand, een week lang. Meer was niet nodig.\n\nKom gerust een ochtend kijken.",
    ),
    ("lid", "jan.visser", 50, "Graag. Past dinsdag over twee weken?"),
    ("jan.visser", "lid", 3, "Dat past. Om 9.00 uur bij de balie, dan loop je mee."),
    ("marieke.de.vries", "lid", 120, "Welkom bij de club. Zullen we eens bellen over klanttevredenheid?"),
    (
        "dirk.janssen",
        "els.dekker",
        30,
        "Als lid krijg je bij ons bureau korting op een Green Belt. Alleen deze week. Ik stuur je de brochure vast toe.",
    ),
)


def load_messages(members: Mapping[str, Account]) -> None:
    """A few conversations: one with something new for the member, and a message that was reported."""
    db.session.flush()
    for writer, receiver, hours, text in WRITTEN:
        send(text, by=members[writer].id, to=members[receiver].id)
        db.session.flush()
        _put_back(members[writer], members[receiver], hours)
    mark_read(_side(members["lid"], members["marieke.de.vries"]))
    # They arrived long ago.
    kind = Letter.kind == letters.MESSAGE.name
    db.session.execute(sa.update(Letter).where(kind).values(state=LetterState.SENT, sent_at=now()))
    side = _side(members["els.dekker"], members["dirk.janssen"])
    reported = db.session.scalars(sa.select(Message).where(Message.conversation_id == side.conversation_id)).one()
    report_message(side, reported, Reason.ADVERTISING, "Ik ken deze man niet, en ik vroeg nergens om.")


def _side(one: Account, other: Account) -> Side:
    found = side_with(one.id, other.id)
    if found is None:
        raise LookupError("these two never wrote")
    return found


def _put_back(writer: Account, receiver: Account, hours: int) -> None:
    at = now() - timedelta(hours=hours)
    own, theirs = _side(writer, receiver), _side(receiver, writer)
    own.last_at = theirs.last_at = at
    newest = sa.select(sa.func.max(Message.id)).where(Message.conversation_id == own.conversation_id).scalar_subquery()
    db.session.execute(sa.update(Message).where(Message.id == newest).values(sent_at=at))
