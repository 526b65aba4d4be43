"""How does a day, or a time of day, come in: as a calendar control writes it, or a person?"""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import DateField, TimeField, ValidationError

_DAYS = ["%Y-%m-%d", "%d-%m-%Y"]
_TIMES = ["%H:%M", "%H.%M", "%H:%M:%S"]
NO_DAY = _l("Vul een datum in, bijvoorbeeld 10-11-2027.")
"""What is said of what cannot be read as a day."""
_NO_TIME = _l("Vul een tijd in, bijvoorbeeld 9:30.")


def day_field(label: Any, *validators: Any, **settings: Any) -> Any:
    """A field for a day of this century."""
    # The stubs of WTForms do not know this setting yet.
    unreadable: dict[str, Any] = {"invalid_value_message": NO_DAY}
    return DateField(label, [*validators, _this_century], format=_DAYS, **unreadable, **settings)


def time_field(label: Any, *validators: Any, **settings: Any) -> Any:
    """A field for a time of day."""
    unreadable: dict[str, Any] = {"invalid_value_message": _NO_TIME}
    return TimeField(label, list(validators), format=_TIMES, **unreadable, **settings)


def _this_century(form: Any, field: DateField) -> None:
    if field.data is not None and not 2000 <= field.data.year <= 2099:
        raise ValidationError(gettext("Vul een jaar in tussen 2000 en 2099."))
