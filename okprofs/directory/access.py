"""Whose looking through the members is counted, and how far may one look in an hour?

Who looks up colleagues never comes near; who copies the directory is held up, whatever they look it through by. A page
about one member is a look-up. Of a list the same number of further pages may be leafed through. A first page is asked
for at each pause in typing and each filter, some five times a search, so of those there may be six times as many; the
first page of everybody is not counted, for it is the same for all. Photos in a list come with its lines.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import request
from flask_babel import gettext
from flask_login import current_user

from okprofs.kernel.limits import Handfuls, limiter
from okprofs.kernel.paging import requested_page
from okprofs.people.rules.photos import Size

View = TypeVar("View", bound=Callable[..., Any])


def looking_up() -> str:
    """The key for the limit on look-ups: a member, whatever machine they use; else the machine."""
    if current_user.is_authenticated:
        return f"member:{current_user.public_id}"
    return f"machine:{request.remote_addr}"


def _too_much() -> str:
    return str(
        gettext(
            "Je zag het afgelopen uur zoveel leden dat we je even laten wachten. "
            "Zo kan niemand de hele ledenlijst overnemen. Over een uur zoek je verder."
        )
    )


# A search takes three milliseconds; to write down that it was asked would take half as much again.
_asked = Handfuls(20, looking_up)


def _is_of_everybody() -> bool:
    """Whether nothing is asked."""
    return not request.args


def _is_in_a_list() -> bool:
    """Only members have lists."""
    return current_user.is_authenticated and (request.view_args or {}).get("size") == Size.SMALL


# On every page that is about one member, and counted together.
look_ups = limiter.shared_limit("100/hour", scope="look-ups", key_func=looking_up)
# A page about a member draws one; who looks at the same page again asks for it again.
photos = limiter.shared_limit("200/hour", scope="photos", key_func=looking_up, exempt_when=_is_in_a_list)
_searches = limiter.shared_limit(
    "600/hour",
    scope="searches",
    key_func=looking_up,
    cost=_asked.size,
    on_breach=_asked.keep_full,
    error_message=_too_much,
)
_further_pages = limiter.shared_limit("100/hour", scope="further-pages", key_func=looking_up, error_message=_too_much)


def listings(view: View) -> View:
    """On what lists members, and counted together. Asked for only where there is something to count."""

    @wraps(view)
    def counted(*args: Any, **kwargs: Any) -> Any:
        if requested_page() > 1:
            with _further_pages:
                pass
        elif not (_is_of_everybody() or _asked.is_in_hand()):
            with _searches:
                pass
        return view(*args, **kwargs)

    return cast(View, counted)
