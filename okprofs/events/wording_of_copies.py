"""Which words do making an event again and reminding people of it use?"""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from okprofs.events.rules.reminding import ReminderRefusal
from okprofs.events.rules.repeating import Repeat, RepeatRefusal

REFUSALS: Mapping[str, LazyString] = {
    RepeatRefusal.NO_SUCH_TIME: _l(
        "Op %(day)s gaat de klok een uur voor- of achteruit. %(time)s bestaat dan niet, of twee keer. "
        "Kies een andere dag, of wijzig eerst die tijd."
    ),
    ReminderRefusal.FIRST_NOT_EARLIER: _l("De eerste herinnering gaat vroeger dan de laatste."),
    RepeatRefusal.DAY_IN_THE_PAST: _l("Kies een dag die nog komt."),
}

REPEATS: Mapping[Repeat, LazyString] = {
    Repeat.ONCE: _l("Eén keer"),
    Repeat.WEEKLY: _l("Elke week"),
    Repeat.FORTNIGHTLY: _l("Om de week"),
    Repeat.MONTHLY: _l("Elke maand, op dezelfde dag van de week"),
}
