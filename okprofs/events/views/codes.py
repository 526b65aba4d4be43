"""Which code does someone bring along: in the form, or in the address of the page?

A wrong code is answered alike whatever is wrong with it, and counted, on all pages together: who guesses is held up
soon.
"""

from flask import g, request
from werkzeug.wrappers import Response

from okprofs.events.models import Code, Event
from okprofs.events.queries.codes import working_code
from okprofs.kernel.limits import limiter


def typed_code() -> str:
    """The code as it was typed, or stands in the address; empty when there is none."""
    in_address = request.args.get("code", "")
    typed = request.form.get("code", in_address) if request.method == "POST" else in_address
    return typed[:60].strip()


def brought_code(event: Event) -> Code | None:
    """The code that was brought, when it works."""
    return _tried(event, typed_code()) if typed_code() else None


def told_wrong_code(response: Response | None = None) -> bool:
    """Whether the page says that the code does not work."""
    return bool(g.get("is_code_wrong"))


@limiter.shared_limit("60/hour", scope="codes")
@limiter.shared_limit("10/hour", scope="wrong codes", deduct_when=told_wrong_code)
def _tried(event: Event, typed: str) -> Code | None:
    code = working_code(event.id, typed)
    g.is_code_wrong = code is None
    return code


def with_code(code: Code | None) -> dict[str, str]:
    """What carries a code that works along in the address of the next page."""
    return {"code": code.code} if code is not None else {}
