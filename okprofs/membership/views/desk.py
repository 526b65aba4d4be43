"""What lies on the review desk: the queue, one application with all that is decided on, and the forms to do so."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import abort, request, url_for
from flask_babel import gettext
from flask_login import current_user
from wtforms import TextAreaField

from okprofs.journal.models import JournalEntry
from okprofs.journal.queries import told_of
from okprofs.kernel.filters import relative
from okprofs.kernel.forms import Form
from okprofs.kernel.paging import Page, requested_page
from okprofs.kernel.refusals import Refusal
from okprofs.mail.rendering import Rendered, render
from okprofs.membership import letters, queries
from okprofs.membership.forms.answers import known
from okprofs.membership.forms.objections import VerdictForm
from okprofs.membership.forms.review import AdmissionForm, DecisionForm, NoteForm, QuestionForm, RejectionForm
from okprofs.membership.models import Application, MessageSide
from okprofs.membership.queries import cases
from okprofs.membership.rules.eligibility import Assessment, Clause, Outcome, assess, suggested_workshop
from okprofs.membership.rules.lifecycle import DECIDED, IN_REVIEW, ApplicationStatus
from okprofs.membership.rules.review import has_vouched, is_own, may_read
from okprofs.membership.rules.texts import TextKey, rejection_on
from okprofs.membership.rules.votes import is_from_before, may_see_votes
from okprofs.membership.services.assessing import answers_of
from okprofs.membership.services.review import rejection_facts
from okprofs.membership.services.texts import Written, texts_for
from okprofs.membership.views.likeness import twins_on_desk
from okprofs.membership.views.objecting import objection_on_desk
from okprofs.membership.views.reading import (
    closed_item,
    evidence_of,
    outcome_of,
    queue_item,
    reassessment_of,
    status_of,
    words_of,
)
from okprofs.membership.views.story import thread_of
from okprofs.membership.wording import VERDICT_LABELS, WORKSHOP_LABELS, clause_choices, rule_lines
from okprofs.membership.wording_of_desk import HISTORY_SENTENCES, NOTHING_IN_TRAY
from okprofs.people.access import office
from okprofs.people.models import Office
from okprofs.people.queries import names_of

reviewer = office(Office.REVIEWER)

# Which part of the desk, as the address calls it, and what lies there.
TRAYS = {
    "beoordelen": frozenset({ApplicationStatus.SUBMITTED}),
    "wachten": frozenset({ApplicationStatus.MORE_INFO_NEEDED}),
    "bezwaren": frozenset({ApplicationStatus.OBJECTED}),
    "afgehandeld": DECIDED,
}
TRAY_OF = {status: tray for tray, statuses in TRAYS.items() for status in statuses}
FIRST_TRAY, *_, LAST_TRAY = TRAYS

# The forms on the desk, by the name under which its page knows them.
FORMS: dict[str, type[Form]] = {
    "admission": AdmissionForm,
    "question": QuestionForm,
    "note": NoteForm,
    "objected": VerdictForm,
}


# What stands in a letter where its link will be, when it is shown before it goes.
YET_TO_COME = "…"


def application_on_desk(public_id: str) -> Application:
    return queries.application_for_review(public_id) or abort(404)


def requested_tray() -> str | None:
    asked = request.args.get("bak")
    return asked if asked in TRAYS else None


def _tray_of(application: Application | None) -> str:
    return TRAY_OF.get(application.status, LAST_TRAY) if application else FIRST_TRAY


def rejection_form(application: Application) -> RejectionForm:
    """The form for a rejection, with what this one can rest on."""
    form = RejectionForm()
    form.offer(clause_choices(_advice(application)))
    return form


def _letter(application: Application, form: RejectionForm) -> Rendered | None:
    """The letter of a rejection as it would go; None while nothing is written."""
    if not form.reason.data:
        return None
    form.read.data = form.content
    told = rejection_facts(form.reason.data, form.chosen_clause, form.change.data or "")
    facts = {"name": application.name, **told}
    return render(letters.REJECTED, language=application.language, facts=facts, secret=YET_TO_COME)


def _advice(application: Application) -> Assessment:
    """What the rules advise now; of an application that was decided or forgotten, what they advised at the last."""
    if (application.status in DECIDED or not application.name) and application.assessments:
        stored = application.assessments[-1]
        return Assessment.from_dict(
            {"rule_set": stored.rule_set, "outcome": stored.outcome.value, "reasons": stored.reasons}
        )
    return assess(answers_of(application))


def desk(
    application: Application | None, tray: str | None = None, waiting: Page[Application] | None = None, **sent: Form
) -> dict[str, Any]:
    """All that lies on the desk, with `application` open on it. `sent` are forms that came in, by their name here."""
    tray = tray or requested_tray() or _tray_of(application)
    waiting = waiting or queries.queue(TRAYS[tray], requested_page(), current_user.id)
    near = [item.public_id for item in waiting.items if item is not application and item.may_be_near is not False]
    matter = _matter(application, sent, near) if application else {}
    closed = dict(matter["closed"] if "closed" in matter else cases.closed_to(current_user.id, near))
    if application is not None and matter["why_not"]:
        closed[application.public_id] = matter["why_not"][0]
    return matter | {
        "trays": _trays(tray),
        "waiting": waiting,
        "queue_items": _queue(waiting.items, application, closed),
        "application": application,
        "nothing_here": NOTHING_IN_TRAY[tray],
    }


def _matter(application: Application, sent: dict[str, Form], listed: Sequence[str]) -> dict[str, Any]:
    """The case itself; of one that the reviewer may not read, only why not. `listed` are those that stand beside it."""
    reviewers = cases.desk_of(application)
    reader = reviewers.reader(current_user.id)
    why_not = may_read(reviewers.case, reader)
    context = sent | {"has_errors": any(form.errors for form in sent.values()), "why_not": why_not}
    if why_not:
        return context | {
            "is_own": is_own(reviewers.case, reader),
            "has_vouched": has_vouched(reviewers.case, reader),
            "typed": _typed(sent.values()),
        }
    advice = _advice(application)
    told = told_of(application.__tablename__, application.public_id, HISTORY_SENTENCES)
    fits_none = advice.outcome is Outcome.NOT_ELIGIBLE or not application.name
    workshop = None if fits_none else suggested_workshop(answers_of(application))
    forms = {name: sent.get(name) or kind(formdata=None) for name, kind in FORMS.items()}
    for form in forms.values():
        if isinstance(form, DecisionForm):
            # What is shown is what is decided on.
            form.version.data = str(application.version)
    rejection = sent.get("rejection")
    if not isinstance(rejection, RejectionForm):
        rejection = RejectionForm(formdata=None)
        rejection.offer(clause_choices(advice))
    forms["rejection"] = rejection
    rejection.version.data = str(application.version)
    clause: Clause | None = known(Clause, request.args.get("clause"))
    texts = _texts(application, clause)
    if "question" not in sent:
        forms["question"].question.data = texts[TextKey.QUESTION].body
    chosen = [value for value, _ in clause_choices(advice) if value == request.args.get("clause")]
    if "rejection" in sent and not rejection.is_submitted() and chosen:
        # Who has only chosen on what it rests gets the text of the office.
        text = texts[rejection_on(clause)]
        rejection.clause.data, rejection.reason.data, rejection.change.data = chosen[0], text.body, text.change
    return (
        context
        | forms
        | status_of(application)
        | outcome_of(advice.outcome)
        | _votes(application, reviewers)
        | objection_on_desk(application, reviewers)
        | reassessment_of(told)
        | twins_on_desk(application, listed)
        | {
            "words": words_of(application),
            "said": thread_of(application, to=MessageSide.OFFICE),
            "evidence": evidence_of(application),
            "is_mine": application.holder_id == current_user.id,
            "explained": reviewers.explained,
            "notes": cases.notes_on(application),
            "lines": rule_lines(advice.reasons, to_reviewer=True),
            "workshop": WORKSHOP_LABELS[workshop] if workshop else None,
            "clauses": clause_choices(advice),
            "letter": _letter(application, rejection),
            "admission_text": texts[TextKey.ADMISSION].body,
            "upheld_text": texts[TextKey.OBJECTION_UPHELD].body,
            "dismissed_text": texts[TextKey.OBJECTION_DISMISSED].body,
            "history": _history(application, told, reviewers.names),
        }
    )


def _texts(application: Application, clause: Clause | None) -> dict[TextKey, Written]:
    """What the office says to this applicant, while something is to be said; a rejection would rest on this clause."""
    wanted = {
        TextKey.QUESTION: None,
        TextKey.ADMISSION: None,
        rejection_on(clause): clause,
        TextKey.OBJECTION_UPHELD: application.decision_clause,
        TextKey.OBJECTION_DISMISSED: application.decision_clause,
    }
    if application.status not in IN_REVIEW:
        return dict.fromkeys(wanted, Written(""))
    return dict(zip(wanted, texts_for(application, *wanted.items()), strict=True))


def _typed(forms: Iterable[Form]) -> list[tuple[str, str]]:
    """What a reviewer wrote in them, by what was asked: a case can close to them while they write."""
    fields = [field for form in forms for field in form if isinstance(field, TextAreaField)]
    return [(field.label.text, field.data) for field in fields if field.data]


def _votes(application: Application, reviewers: cases.Desk) -> dict[str, Any]:
    """How many votes it takes, which were cast as far as this reviewer may know, and what there is for them to do."""
    poll, is_open = reviewers.poll, application.status in IN_REVIEW
    own = poll.votes.get(current_user.id)
    may_see = may_see_votes(poll, reviewer_id=current_user.id, is_decided=not is_open)
    is_free = application.holder_id in (None, current_user.id)
    wrote_at = max((said.at for said in application.messages if said.side is MessageSide.APPLICANT), default=None)
    before = {vote.reviewer_id for vote in reviewers.votes if is_from_before(vote.at, wrote_at)}
    return {
        "poll": poll,
        "is_open": is_open,
        "own_vote": VERDICT_LABELS[own] if own else None,
        "is_own_before": current_user.id in before,
        "count_before": len(before & poll.votes.keys()),
        "votes": [
            (vote, VERDICT_LABELS[vote.verdict], vote.reviewer_id in before) for vote in reviewers.votes if may_see
        ],
        "can_ask": application.status is ApplicationStatus.SUBMITTED and is_free,
        "is_free": is_free,
        "can_vote": is_open and (is_free or poll.needed > 1),
        "is_second_asked": application.second_reader_asked_at is not None,
    }


def _trays(current: str) -> list[tuple[str, str, bool]]:
    """The trays, with how much lies in those that wait; no further counted than people would."""
    counts = queries.waiting()
    labels = {
        "beoordelen": gettext("Te beoordelen"),
        "wachten": gettext("Wacht op antwoord"),
        "bezwaren": gettext("Bezwaren"),
        "afgehandeld": gettext("Afgehandeld"),
    }
    return [
        (
            _with_count(labels[tray], sum(counts.get(status, 0) for status in statuses)),
            url_for("membership.list_applications", bak=tray),
            tray == current,
        )
        for tray, statuses in TRAYS.items()
    ]


def _with_count(label: str, count: int) -> str:
    if count > queries.COUNTED_AT_MOST:
        return gettext("%(label)s (meer dan %(count)s)", label=label, count=queries.COUNTED_AT_MOST)
    return f"{label} ({count})" if count else label


def _queue(
    waiting: Sequence[Application], opened: Application | None, closed: Mapping[str, Refusal]
) -> list[dict[str, Any]]:
    """The lines of the queue; of what is closed to this reviewer only that it is there."""
    kept: dict[str, Any] = {name: request.args[name] for name in ("bak", "pagina") if name in request.args}
    lines = []
    for item in waiting:
        url = url_for("membership.show_application", public_id=item.public_id, **kept)
        when = item.decided_at if item.status in DECIDED else item.submitted_at
        told: dict[str, Any] = {
            "is_current": opened is not None and item.id == opened.id,
            "when": relative(when) if when else "",
        }
        refusal = closed.get(item.public_id)
        lines.append(closed_item(refusal, url, **told) if refusal else queue_item(item, url, **told))
    return lines


def _history(
    application: Application, found: Sequence[JournalEntry], known: Mapping[str, str]
) -> list[tuple[datetime, str]]:
    """What happened to it, in words, with who did it when that was not the applicant."""
    applicant = {application.account.public_id} if application.account else set()
    names = {**known, **names_of({entry.actor for entry in found if entry.actor} - known.keys() - applicant)}
    lines = []
    for entry in found:
        sentence = HISTORY_SENTENCES[entry.action]
        name = None if entry.actor in applicant else names.get(entry.actor or "")
        lines.append((entry.at, f"{sentence}, {name}" if name else str(sentence)))
    return lines
