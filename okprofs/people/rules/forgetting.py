"""When is somebody forgotten who is nobody's member and does not come back?"""

from datetime import date, timedelta

# Six months: after the membership ended, or who has none last applied, held an office or signed in.
KEPT_AFTER = timedelta(days=183)
# So long before, they are told.
TOLD_BEFORE = timedelta(days=7)
# Who is needed yet, for a seminar to come or an application that waits, is looked at again so much later.
LOOKED_AT_AGAIN_AFTER = timedelta(days=7)


def forgotten_after(day: date) -> date:
    """The day on which someone is forgotten of whom nothing is heard after `day`."""
    return day + KEPT_AFTER


def forgotten_when_told(planned_on: date, today: date) -> date:
    """The day on which someone is forgotten who is told today: as was planned, but not before they can come back."""
    return max(planned_on, today + TOLD_BEFORE)


def looked_at_again(today: date) -> date:
    """The day on which someone would be forgotten who is needed yet; telling them comes first, and asks again."""
    return today + LOOKED_AT_AGAIN_AFTER + TOLD_BEFORE
