"""What an organiser does with a draft before it is published: let people look at it by a link, and take that back."""

from datetime import timedelta

from okprofs.events.models import Event
from okprofs.events.queries.drafts import DRAFT, is_draft
from okprofs.events.rules.publication import PublicationRefusal
from okprofs.events.services.organising import held
from okprofs.journal.services import record
from okprofs.kernel.refusals import Refusal, Refused
from okprofs.mail.services import mint, revoke

VALID_FOR = timedelta(days=90)


def new_draft_link(event: Event) -> str:
    """A new secret that shows this draft; every earlier one shows nothing any more. Refused once it is published."""
    event = _held_draft(event)
    revoke(DRAFT, event.public_id)
    record("draft_link_made", event)
    return mint(DRAFT, event.public_id, "", VALID_FOR)


def revoke_draft_link(event: Event) -> None:
    """Let no link show this draft any more. Refused once it is published."""
    event = _held_draft(event)
    revoke(DRAFT, event.public_id)
    record("draft_link_revoked", event)


def _held_draft(event: Event) -> Event:
    event = held(event)
    if not is_draft(event):
        raise Refused(Refusal(PublicationRefusal.ALREADY_PUBLISHED))
    return event
