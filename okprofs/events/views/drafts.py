"""Pages: a draft as it will look, for who has its link; and in the office that link."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from okprofs.events.models import Event
from okprofs.events.queries.agenda import programme_of
from okprofs.events.queries.drafts import draft_link_until, event_by_draft_link, is_draft, offers_once_published
from okprofs.events.queries.people import VISITOR
from okprofs.events.queries.workshops import parts_of
from okprofs.events.services import drafts as services
from okprofs.events.views.blueprint import blueprint
from okprofs.events.views.organising import found_event, organiser
from okprofs.kernel.access import access, anyone
from okprofs.kernel.addresses import absolute_url
from okprofs.kernel.clock import now
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.limits import limiter
from okprofs.kernel.pages import page

_LINK = "/beheer/bijeenkomsten/<string:slug>/concept"


def _is_wrong(response: Response) -> bool:
    return response.status_code == 404


@blueprint.get("/concepten/<string:token>")
@limiter.limit("60/hour", deduct_when=_is_wrong)
@access(anyone)
def show_draft(token: str) -> Response:
    event = event_by_draft_link(token) or abort(404)
    if not is_draft(event):
        return redirect(url_for("events.show_event", slug=event.slug), 303)
    offers, standing = offers_once_published(event, now())
    # As a stranger sees it, whoever looks: what is closed may not be told by a link that is passed on.
    answer = page(
        event=event,
        programme=programme_of(event.id),
        parts=parts_of(event.id),
        person=VISITOR,
        offers=offers,
        standing=standing,
        is_let_in=False,
        is_preview=True,
    )
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@blueprint.route(_LINK, methods=["GET", "POST"])
@access(organiser)
def create_draft_link(slug: str) -> Response:
    event = _found_draft(slug)
    form = Form()
    link: str | None = None

    def act() -> str:
        nonlocal link
        link = absolute_url("events.show_draft", token=services.new_draft_link(event))
        return url_for("events.create_draft_link", slug=slug)

    # The link is the answer to the button alone, and once: we keep no more of it than a digest.
    answer = submit(form, act)
    if answer is not None and link is None:
        return answer
    return page(form=Form(formdata=None) if link else form, event=event, link=link, until=draft_link_until(event))


@blueprint.post(f"{_LINK}/intrekking")
@access(organiser)
def delete_draft_link(slug: str) -> Response:
    event = _found_draft(slug)

    def act() -> str:
        services.revoke_draft_link(event)
        flash(gettext("De link werkt niet meer."), "ok")
        return url_for("events.create_draft_link", slug=slug)

    return submit(Form(), act) or abort(400)


def _found_draft(slug: str) -> Event:
    """The draft at this address; 404 when it is published."""
    event = found_event(slug)
    return event if is_draft(event) else abort(404)
