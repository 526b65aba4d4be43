"""Who may be the same person as the applicant: in words for a reviewer, with what can be done about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext
from flask_login import current_user

from okprofs.kernel.refusals import Refusal
from okprofs.membership.models import Application, MembershipStatus
from okprofs.membership.queries.cases import closed_to
from okprofs.membership.queries.duplicates import Twin, twins_of
from okprofs.membership.rules.lifecycle import DECIDED, IN_REVIEW, Step, may_take
from okprofs.membership.rules.merging import is_member, member_with
from okprofs.membership.views.reading import STATUS_TONES
from okprofs.membership.wording import LIKENESS_LABELS, MEMBERSHIP_LABELS, STATUS_LABELS
from okprofs.membership.wording_of_desk import CLOSED_TITLES


@dataclass(frozen=True, slots=True)
class ShownTwin:
    """One line: who, what they have in common, where it stands, and where one can merge the two."""

    name: str
    url: str
    organisation_name: str
    why: str
    status_text: str
    tone: str
    at: datetime | None
    merge_url: str
    # Where one undoes that it was merged.
    separate_url: str = ""


def twins_on_desk(application: Application, listed: Sequence[str]) -> dict[str, Any]:
    """Those who may be the applicant; and as what the application goes on, when it was merged. Of a case that is closed
    to this reviewer only that it is there. Which are, is told along, also of those that are `listed` beside it."""
    twins = twins_of(application, current_user.id)
    into = twins.merged_into
    near = [twin for twin in (*twins.found, into) if twin and twin.may_be_near]
    ids = [twin.application_id for twin in near if twin.application_id]
    closed = closed_to(current_user.id, [*listed, *ids])

    def shown(twin: Twin) -> ShownTwin:
        why_not = closed.get(twin.application_id or "")
        return _closed(twin, why_not) if why_not else _shown(application, twin)

    return {
        "closed": closed,
        "twins": [shown(twin) for twin in twins.found],
        "are_all_twins": twins.are_all,
        "merged_into": shown(into) if into else None,
        "can_separate": into is not None and into.status not in DECIDED,
    }


def _closed(twin: Twin, why_not: Refusal) -> ShownTwin:
    """One that is closed to this reviewer: only that it is there."""
    url = url_for("membership.show_application", public_id=twin.application_id)
    return ShownTwin(
        name=str(CLOSED_TITLES[why_not.code]),
        url=url,
        organisation_name="",
        why="",
        status_text="",
        tone="neutral",
        at=None,
        merge_url="",
    )


def _shown(application: Application, twin: Twin) -> ShownTwin:
    why = str(LIKENESS_LABELS[twin.likeness]) if twin.likeness else ""
    if twin.status is None:
        status = MEMBERSHIP_LABELS[twin.membership_status] if twin.membership_status else ""
        return ShownTwin(
            name=twin.name,
            url=url_for("membership.show_office_member", public_id=twin.membership_id),
            organisation_name=twin.organisation_name,
            why=why,
            status_text=gettext("Lid %(number)s, %(status)s", number=twin.number, status=str(status).lower()),
            tone="neutral",
            at=None,
            merge_url=_merge_url(application, twin),
        )
    return ShownTwin(
        name=twin.name,
        url=url_for("membership.show_application", public_id=twin.application_id),
        organisation_name=twin.organisation_name,
        why=gettext("hiermee samengevoegd") if twin.is_merged_here else why,
        status_text=str(STATUS_LABELS[twin.status]),
        tone=STATUS_TONES[twin.status],
        at=twin.at,
        merge_url=_merge_url(application, twin),
        separate_url=_separate_url(application, twin),
    )


def _separate_url(application: Application, twin: Twin) -> str:
    if not twin.is_merged_here or application.status in DECIDED:
        return ""
    return url_for("membership.delete_merger", public_id=twin.application_id)


def _merge_url(application: Application, twin: Twin) -> str:
    """Of two applications the one that was sent first goes on, unless the reviewer turns it round; empty when there is
    nothing to merge."""
    can_close = not may_take(application.status, Step.MERGE)
    if twin.status is None:
        member = member_with(0, twin.category, has_ended=twin.membership_status is MembershipStatus.ENDED)
        other = twin.membership_id if can_close and is_member(member) else None
        return _url(application.public_id, other)
    if twin.status not in IN_REVIEW or application.status not in IN_REVIEW:
        return ""
    can_close_other = not may_take(twin.status, Step.MERGE)
    is_first = twin.at is not None and application.submitted_at is not None and application.submitted_at <= twin.at
    if can_close_other and (is_first or not can_close):
        return _url(twin.application_id, application.public_id)
    return _url(application.public_id, twin.application_id if can_close else None)


def _url(closing: str | None, other: str | None) -> str:
    if closing is None or other is None:
        return ""
    return url_for("membership.create_merger", public_id=closing, other=other)
