"""Which code does someone bring along: in the form, or in the address of the page?

A wrong code is answered alike whatever is wrong with it, and counted: who guesses is held up soon.
"""

from flask import g, request
from werkzeug.wrappers import Response

from okprofs.events.models import Code, Event
from okprofs.events.queries.codes import working_code


def typed_code() -> str:
    """The code as it was typed, or stands in the address; empty when there is none."""
    return request.form.get("code", request.args.get("code", ""))[:60].strip()


def brings_no_code() -> bool:
    """Whether there is nothing to guess with here."""
    return not typed_code()


def brought_code(event: Event) -> Code | None:
    """The code that was brought, when it works."""
    code = working_code(event.id, typed_code())
    g.is_code_wrong = code is None and not brings_no_code()
    return code


def told_wrong_code(response: Response | None = None) -> bool:
    """Whether the page says that the code does not work."""
    return bool(g.get("is_code_wrong"))


def with_code(code: Code | None) -> dict[str, str]:
    """What carries a code that works along in the address of the next page."""
    return {"code": code.code} if code is not None else {}
