"""Who may open this page? Every view declares its policy; the guard refuses every endpoint that does not.

A policy says who you are. What you may do to one particular thing is asked in the view, of the room's `access.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from okprofs.kernel.forms import first_answer

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Policy:
    """A sentence about the viewer, and the test of whether it holds."""

    name: str
    allows: Callable[[Any], bool]
    # What to say to who is signed in and may not; without it, that the page belongs to a role.
    why_not: Any = None


anyone = Policy("anyone", lambda viewer: True)
signed_in = Policy("signed_in", lambda viewer: bool(viewer.is_authenticated))


def access(policy: Policy) -> Callable[[View], View]:
    """Declare who may open the view. Innermost decorator, so that the guard finds it on the endpoint's function."""

    def mark(view: View) -> View:
        view.policy = policy  # type: ignore[attr-defined]
        return view

    return mark


def policy_of(app: Flask, endpoint: str) -> Policy | None:
    """The policy that an endpoint declares, or None when it declares none."""
    return getattr(app.view_functions[endpoint], "policy", None)


def guard() -> ResponseReturnValue | None:
    """Before each request: let it through, send a stranger to sign in, or refuse."""
    if request.endpoint is None:
        return None
    policy = policy_of(current_app, request.endpoint)
    if policy is None:
        abort(404)
    if policy.allows(current_user):
        return None
    if current_user.is_authenticated:
        g.why_not = policy.why_not
        abort(403)
    if answer := first_answer():
        return answer
    target = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("people.create_session", next=target), 303)
