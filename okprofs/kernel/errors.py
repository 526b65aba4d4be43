"""What does someone see when it goes wrong? A page in the house style, never a trace."""

from flask import Flask, abort, current_app, g, render_template, request
from flask.globals import request_ctx
from flask_babel import gettext, refresh
from flask_limiter import RateLimitExceeded
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from okprofs.kernel.db import db
from okprofs.kernel.forms import first_answer
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.typesetting import NotTypeset

AN_HOUR, A_DAY = 3600, 24 * 3600


def _words(status: int) -> tuple[str, str]:
    words = {
        400: (
            gettext("Dit klopt niet"),
            gettext("We konden je verzoek niet lezen. Ga terug, ververs de pagina en probeer het opnieuw."),
        ),
        403: (gettext("Geen toegang"), gettext("Deze pagina hoort bij een rol die jij niet hebt.")),
        404: (
            gettext("Pagina niet gevonden"),
            gettext("Deze pagina bestaat niet, of is niet voor jou bedoeld. Misschien is de link verlopen."),
        ),
        405: (gettext("Dit kan hier niet"), gettext("Deze pagina kun je niet op deze manier openen.")),
        409: (
            gettext("Dit formulier is al verstuurd"),
            gettext(
                "Je stuurde dit formulier al eerder, met een andere inhoud. "
                "Open de pagina opnieuw om te zien hoe het ervoor staat."
            ),
        ),
        413: (
            gettext("Te groot"),
            gettext("Wat je stuurde is te groot. Ga terug, maak het kleiner en probeer het opnieuw."),
        ),
        422: (
            gettext("Dit konden we niet verwerken"),
            gettext("Controleer wat je invulde en probeer het opnieuw."),
        ),
        429: (
            gettext("Even wachten"),
            gettext("Je probeerde dit te vaak achter elkaar. Wacht een paar minuten en probeer het dan opnieuw."),
        ),
        500: (
            gettext("Er ging iets mis"),
            gettext("Dat ligt aan ons. We hebben het vastgelegd. Probeer het later opnieuw."),
        ),
        503: (
            gettext("Even niet bereikbaar"),
            gettext("De site is zo terug. Er is niets verloren gegaan. Probeer het over een minuut opnieuw."),
        ),
    }
    return words.get(status, words[400 if status < 500 else 500])


def _when_again(seconds: int) -> str | None:
    """When to come back after trying too often; None where a few minutes are enough."""
    if seconds < AN_HOUR:
        return None
    an_hour: str = gettext("Je probeerde dit te vaak achter elkaar. Probeer het over een uur opnieuw.")
    a_day: str = gettext("Je probeerde dit te vaak op één dag. Probeer het morgen opnieuw.")
    return an_hour if seconds < A_DAY else a_day


def _answer(status: int, headers: dict[str, str] | None = None) -> Response:
    title, sentence = _words(status)
    sentence = g.get("why_not") or sentence
    if request_ctx.url_adapter is None:
        # The request came for a host that is not ours: no page and no style sheet of ours has an address there.
        page = render_template("errors/misdirected.html", home=current_app.config["BASE_URL"])
        return Response(page, status, headers, content_type="text/html; charset=utf-8")
    page = render_template("errors/error.html", status=status, title=title, sentence=sentence, request_id=_request_id())
    return Response(page, status, headers, content_type="text/html; charset=utf-8")


def _http(error: HTTPException) -> Response:
    if error.response is not None:
        return error.response  # type: ignore[return-value]
    if error.code == 404:
        try:
            if answer := first_answer():
                return answer
        except HTTPException as conflict:
            error = conflict
    headers = {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")}
    if isinstance(error, RateLimitExceeded):
        seconds = error.limit.limit.get_expiry()
        headers["Retry-After"] = str(seconds)
        g.why_not = error.description if error.limit.error_message else _when_again(seconds)
    return _answer(error.code or 500, headers)


def _database_gone(error: Exception) -> Response:
    """The database is away or too busy: nothing was done, so the person may try again."""
    current_app.logger.error("database not reachable [%s] %s", _request_id(), type(error).__name__)
    _leave_database()
    return _answer(503, {"Retry-After": "30"})


def _not_typeset(error: NotTypeset) -> Response:
    # What it says of itself may hold names.
    current_app.logger.error("document not typeset [%s] %s", _request_id(), request.endpoint)
    g.why_not = gettext("Het lukte nu niet om dit document te maken. Probeer het over een minuut opnieuw.")
    return _answer(503, {"Retry-After": "30"})


def _bug(error: Exception) -> Response:
    # The rule and not the path, which may be a personal link.
    current_app.logger.error("bug [%s] %s %s", _request_id(), request.method, request.url_rule, exc_info=error)
    _leave_database()
    return _answer(500)


def _leave_database() -> None:
    """From here on the page is a stranger's: who is signed in, in which language, would be asked of the database."""
    db.session.remove()
    g._login_user = current_app.login_manager.anonymous_user()  # type: ignore[attr-defined]
    g.pop("texts", None)
    refresh()


def _request_id() -> str:
    """By which the person and the log name the same request."""
    if "request_id" not in g:
        g.request_id = new_public_id()
    return str(g.request_id)


def _refuse_unreadable() -> None:
    """No address of ours holds a NUL, and PostgreSQL takes none in a text. What comes in forms is cleaned there; but a
    field without a name is no field."""
    if "\x00" in request.path:
        abort(404)
    if any("\x00" in text for pair in request.args.items(multi=True) for text in pair):
        abort(400)
    if request.method == "POST" and (None in request.form or None in request.files):
        abort(400)


def register(app: Flask) -> None:
    app.before_request(_refuse_unreadable)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _database_gone)
    app.register_error_handler(PoolTimeout, _database_gone)
    app.register_error_handler(NotTypeset, _not_typeset)
    if not app.config.get("TESTING"):
        app.register_error_handler(Exception, _bug)
