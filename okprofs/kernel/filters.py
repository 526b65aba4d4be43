"""How do a moment, an amount and a name look on the screen, in the reader's language?"""

from datetime import date, datetime

from babel.dates import format_date
from flask import Flask
from flask_babel import format_currency, format_decimal, get_locale, gettext, ngettext
from markupsafe import Markup

from okprofs.kernel.clock import now
from okprofs.kernel.markdown import to_html
from okprofs.kernel.wall_time import local


def _is_dutch() -> bool:
    return str(get_locale()).startswith("nl")


def long_date(value: datetime | date) -> str:
    """donderdag 10 november 2011 · Thursday 10 November 2011"""
    day = local(value) if isinstance(value, datetime) else value
    return str(format_date(day, "EEEE d MMMM y", locale=get_locale()))


def short_date(value: datetime | date) -> str:
    """10 nov 2011"""
    day = local(value) if isinstance(value, datetime) else value
    return str(format_date(day, "d MMM y", locale=get_locale()))


def clock_time(value: datetime) -> str:
    """9.30 uur in Dutch, 9:30 in English."""
    moment = local(value)
    return f"{moment.hour}.{moment:%M} uur" if _is_dutch() else f"{moment.hour}:{moment:%M}"


def moment(value: datetime) -> str:
    """10 nov 2011, 9.30 uur"""
    return f"{short_date(value)}, {clock_time(value)}"


def money(cents: int) -> str:
    """€ 60,00"""
    return str(format_currency(cents / 100, "EUR"))


def file_size(count: int) -> str:
    """240 kB; from a million bytes 1,2 MB."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} kB"
    return f"{format_decimal(round(count / 1_000_000, 1))} MB"


def hours(minutes: int) -> str:
    """How long something counts, as hours: 1,5"""
    return str(format_decimal(round(minutes / 60, 2), "0.##"))


def hours_label(minutes: int) -> str:
    """The same with its word: 1,5 uur"""
    return str(gettext("1 uur") if minutes == 60 else gettext("%(hours)s uur", hours=hours(minutes)))


def relative(value: datetime) -> str:
    """vandaag · gisteren · 3 dagen geleden; a plain date after a month"""
    days = (local(now()).date() - local(value).date()).days
    if days <= 0:
        return str(gettext("vandaag"))
    if days == 1:
        return str(gettext("gisteren"))
    if days <= 31:
        return str(ngettext("%(num)d dag geleden", "%(num)d dagen geleden", days))
    return short_date(value)


def initials(name: str) -> str:
    """AB for Anneke Bakker, MV for Maria van der Veen."""
    words = [word for word in name.split() if word[:1].isupper()] or name.split()
    return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper() if words else ""


def someone(name: str) -> str:
    """A name; when it was forgotten, what we call whoever it was."""
    return name or str(gettext("een deelnemer"))


def tint(name: str) -> int:
    """Which of six colours goes with a name: always the same one."""
    return sum(map(ord, name)) % 6 + 1


def markdown(text: str) -> Markup:
    """What people wrote, as safe HTML."""
    return to_html(text)


def iso(value: datetime | date) -> str:
    """For the `datetime` attribute and for structured data."""
    return (local(value) if isinstance(value, datetime) else value).isoformat()


def register(app: Flask) -> None:
    """Give the templates their filters."""
    app.jinja_env.filters.update(
        date=long_date,
        short_date=short_date,
        time=clock_time,
        moment=moment,
        money=money,
        file_size=file_size,
        hours_label=hours_label,
        relative=relative,
        initials=initials,
        someone=someone,
        tint=tint,
        markdown=markdown,
        iso=iso,
    )
