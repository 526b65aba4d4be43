"""Which words are there for until when an order has to be paid?"""

from collections.abc import Mapping

from flask_babel import LazyString, ngettext
from flask_babel import lazy_gettext as _l

from okprofs.events.models import Event
from okprofs.events.rules.paying import TermRefusal

REFUSALS: Mapping[str, LazyString] = {
    TermRefusal.NO_TERM: _l("Voor deze aanmelding loopt geen termijn: er vervalt niets."),
    TermRefusal.TERM_NOT_LATER: _l("Kies een dag die later is dan wat al is beloofd, en die nog komt."),
}


def paying_in_words(event: Event) -> str:
    """Within how many days who signs up now has to pay; empty when nothing lapses."""
    if event.pay_within_days is None:
        return ""
    return str(
        ngettext(
            "Betaal binnen %(num)d dag. Anders komt je plaats weer vrij.",
            "Betaal binnen %(num)d dagen. Anders komt je plaats weer vrij.",
            event.pay_within_days,
        )
    )
