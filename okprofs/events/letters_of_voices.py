"""Which letters ask people what they thought, and which do organisers write themselves?"""

from datetime import timedelta
from typing import Any

from okprofs.events.models import Mailing
from okprofs.events.queries.feedback import FEEDBACK
from okprofs.events.queries.mailings import mailing_to_mail
from okprofs.mail.kinds import Kind, Link
from okprofs.mail.rules.untrusted import in_pieces


def written(mailing: Mailing) -> dict[str, Any]:
    """What a letter says of what the organiser wrote."""
    return {
        "subject": mailing.subject,
        "text": _paragraphs(mailing.text),
        "title": mailing.event.title,
        "slug": mailing.event.slug,
        "starts_at": mailing.event.starts_at.isoformat(),
    }


def _paragraphs(text: str) -> list[list[str]]:
    """Its paragraphs, each with its lines as they were typed."""
    blocks = (in_pieces(block) for block in text.split("\n\n"))
    return [[line for lines in block for line in lines] for block in blocks if block]


def _looked_up(facts: dict[str, Any]) -> dict[str, Any] | None:
    """What the organiser wrote is read when the letter goes; the outbox holds none of it."""
    mailing = mailing_to_mail(facts["mailing"])
    return written(mailing) if mailing else None


FEEDBACK_ASKED = Kind("events/feedback_asked", Link("events.create_feedback", FEEDBACK, timedelta(days=30)))
MAILING = Kind("events/mailing", look_up=_looked_up)
