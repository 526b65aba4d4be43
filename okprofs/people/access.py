"""Who is asking, do they hold an office, and is it still them?"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, cast

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from okprofs.kernel.access import Policy
from okprofs.kernel.clock import now
from okprofs.people.models import Account, Office, SignInSession

PROOF_STAYS_FRESH = timedelta(minutes=15)
View = Callable[..., ResponseReturnValue]


def signed_in_account() -> Account:
    """The account of whoever asks, in a view whose policy lets in nobody else."""
    return cast(Account, current_user._get_current_object())


def office(*offices: Office) -> Policy:
    """Someone who holds at least one of these. An administrator appoints, and does not thereby hold the others."""
    allowed = frozenset(offices)
    name = "office:" + "+".join(sorted(allowed))
    return Policy(name, lambda viewer: bool(allowed & viewer.offices))


any_office = Policy("any_office", lambda viewer: bool(viewer.holds_any_office))


def is_freshly_proven() -> bool:
    """Whether the person in this browser proved who they are in the last fifteen minutes."""
    found: SignInSession | None = g.get("sign_in_session")
    return found is not None and now() < found.proven_at + PROOF_STAYS_FRESH


def ask_for_proof() -> ResponseReturnValue:
    """To the page that asks for a proof, and from there back to here."""
    if request.method == "POST":
        flash(gettext("Je wijziging is nog niet bewaard. Bevestig eerst dat jij het bent."), "warning")
    return redirect(url_for("people.create_proof", next=request.full_path.rstrip("?")), 303)


def freshly_proven(view: View) -> View:
    """Ask for a proof first, when the last one is more than fifteen minutes old."""

    @wraps(view)
    def ask_first(**values: Any) -> ResponseReturnValue:
        return view(**values) if is_freshly_proven() else ask_for_proof()

    return ask_first
