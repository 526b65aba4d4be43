"""Pages: home, about, privacy, accessibility, language, health, and a person's own page and hours."""

from collections.abc import Sequence

from flask import Blueprint, abort, current_app, redirect, request, url_for
from flask_babel import get_locale, gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.community.queries import titles_of
from okprofs.directory.queries import findable_members
from okprofs.events.queries.offers import is_for_members
from okprofs.events.queries.orders import orders_of
from okprofs.events.wording_of_certificates import grouped
from okprofs.kernel.access import access, anyone, signed_in
from okprofs.kernel.addresses import absolute_url
from okprofs.kernel.clock import now
from okprofs.kernel.downloads import download
from okprofs.kernel.filters import hours, long_date, short_date
from okprofs.kernel.limits import limiter
from okprofs.kernel.locale import COOKIE, LANGUAGES
from okprofs.kernel.pages import page
from okprofs.kernel.redirects import safe_path
from okprofs.kernel.spreadsheets import Value, to_csv, to_xlsx
from okprofs.kernel.typesetting import typeset
from okprofs.membership.access import has_right
from okprofs.membership.queries import own_application
from okprofs.membership.queries.memberships import running_membership
from okprofs.membership.queries.seats import is_contact
from okprofs.membership.rules.applying import can_become_professional, is_told
from okprofs.membership.rules.categories import Right
from okprofs.membership.rules.nominating import VALID_FOR
from okprofs.membership.rules.year import may_confirm
from okprofs.membership.wording import CATEGORY_LABELS, STATUS_LABELS
from okprofs.messages.queries import count_unread
from okprofs.people.access import signed_in_account
from okprofs.site.queries import Hours, Year, is_database_there, next_besides, next_event, years_of
from okprofs.site.wording import SOURCE_LABELS

blueprint = Blueprint("site", __name__)
A_YEAR = 365 * 24 * 3600
_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
}


@blueprint.get("/")
@access(anyone)
def show_home() -> Response:
    return page(upcoming=next_event(current_user), is_for_members=is_for_members, member_count=findable_members())


@blueprint.get("/over-ons")
@access(anyone)
def show_about() -> Response:
    return page(contact=current_app.config["CONTACT_ADDRESS"])


@blueprint.get("/privacy")
@access(anyone)
def show_privacy() -> Response:
    return page(
        contact=current_app.config["CONTACT_ADDRESS"],
        draft_days=current_app.config["DRAFT_DAYS"],
        nomination_days=VALID_FOR.days,
        message_days=current_app.config["MESSAGE_DAYS"],
    )


@blueprint.get("/toegankelijkheid")
@access(anyone)
def show_accessibility() -> Response:
    return page(contact=current_app.config["CONTACT_ADDRESS"])


@blueprint.get("/mijn")
@access(signed_in)
def show_own_page() -> Response:
    application = own_application(current_user.id)
    orders = orders_of(current_user.id, 1).items[:3]
    membership = running_membership(current_user.id)
    kind = membership.category if membership else None
    if application is not None and not is_told(application.status, kind):
        application = None
    return page(
        membership=membership,
        category=CATEGORY_LABELS[kind] if kind else None,
        can_apply=application is None and can_become_professional(kind),
        asks=membership is not None and not may_confirm(membership.category, membership.next_step),
        can_search=membership is not None and has_right(current_user, Right.SEARCH_DIRECTORY),
        is_contact=is_contact(current_user.id),
        can_nominate=membership is not None and has_right(current_user, Right.NOMINATE),
        application=application,
        application_status=STATUS_LABELS[application.status] if application else None,
        orders=orders,
        unread=count_unread(current_user.id),
        group_titles=titles_of(current_user.id) if membership else (),
        event=next_besides({order.event_id for order in orders}),
        now=now(),
    )


@blueprint.get("/mijn/uren")
@access(signed_in)
def list_own_hours() -> Response:
    years = years_of(signed_in_account())
    return page(years=years, total=sum(year.minutes for year in years), labels=SOURCE_LABELS)


@blueprint.get("/mijn/uren/bestand/<string:file_format>")
@limiter.limit("60/hour")
@access(signed_in)
def show_own_hours_file(file_format: str) -> Response:
    if file_format not in _TYPES:
        abort(404)
    years = years_of(signed_in_account())
    headings = [gettext("Datum"), gettext("Soort"), gettext("Bijeenkomst of groep"), gettext("Uren")]
    headings.append(gettext("Code van het bewijs"))
    if file_format == "pdf":
        content = _paper(headings, years)
    else:
        # No totals among the lines: who adds these up would count them twice.
        rows = [_row(line) for year in years for line in year.lines]
        headings.insert(0, gettext("Jaar"))
        content = to_csv(headings, rows) if file_format == "csv" else to_xlsx(gettext("Uren"), headings, rows)
    return download(content, _TYPES[file_format], f"uren.{file_format}")


def _row(line: Hours) -> list[Value]:
    label, counts = str(SOURCE_LABELS[line.source]), round(line.minutes / 60, 2)
    return [line.on.year, line.on, label, line.title, counts, grouped(line.code)]


def _paper(headings: list[str], years: Sequence[Year]) -> bytes:
    """The PDF of somebody's hours."""
    data = {
        "title": gettext("Gevolgde uren"),
        "language": str(get_locale())[:2],
        "lead": gettext("%(name)s, stand op %(day)s", name=current_user.name, day=long_date(now())),
        "foot": f"OK-Profs · {absolute_url('events.show_certificate')}",
        "headings": headings,
        "years": [
            {
                "label": gettext("Samen in %(year)s", year=year.number),
                "hours": hours(year.minutes),
                "lines": [
                    [
                        short_date(line.on),
                        str(SOURCE_LABELS[line.source]),
                        line.title,
                        hours(line.minutes),
                        grouped(line.code),
                    ]
                    for line in year.lines
                ],
            }
            for year in years
        ],
        "total_label": gettext("Totaal"),
        "total": hours(sum(year.minutes for year in years)),
    }
    return typeset("hours", data)


@blueprint.get("/taal/<string:language>")
@access(anyone)
def switch_language(language: str) -> Response:
    """Remember the language in this browser, and go back to where the reader was."""
    if language not in LANGUAGES:
        abort(404)
    response = redirect(safe_path(request.args.get("terug", "")) or url_for("site.show_home"), 303)
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    response.set_cookie(COOKIE, language, max_age=A_YEAR, secure=secure, httponly=True, samesite="Lax")
    return response


@blueprint.get("/healthz")
@access(anyone)
def show_health() -> Response:
    """The process answers."""
    return Response("ok", mimetype="text/plain")


@blueprint.get("/readyz")
@access(anyone)
def show_readiness() -> Response:
    """The database answers too; when it does not, the error page says 503."""
    if not is_database_there():
        abort(503)
    return Response("ok", mimetype="text/plain")
