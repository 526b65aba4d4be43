"""Every setting: its environment variable, its default, and one line of why.

`OKPROFS_ENV` is `production` unless said otherwise; what only helps development refuses to exist there.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).parent
INSTANCE = ROOT / "instance"


def flag(text: str) -> bool:
    return text.strip().lower() in {"1", "true", "yes", "on"}


def words(text: str) -> list[str]:
    return text.split()


def number_up_to(most: int) -> Callable[[str], int]:
    """A whole number that is refused when it is above this."""

    def read(text: str) -> int:
        if int(text) > most:
            raise ValueError(f"{text} is more than {most}")
        return int(text)

    return read


@dataclass(frozen=True)
class Setting:
    name: str
    default: str | None
    read: Callable[[str], Any]
    why: str


SETTINGS = (
    Setting(
        "OKPROFS_ENV",
        "production",
        str,
        "production, or development: the demo, /post and plain http exist only there",
    ),
    Setting(
        "BASE_URL",
        "http://127.0.0.1:8000",
        str,
        "the address of the site; links in mail and feeds begin with it",
    ),
    Setting(
        "SECRET_KEY",
        None,
        str,
        "signs the CSRF cookie; at least 32 characters; made anew at each start in development",
    ),
    Setting(
        "SECRET_KEY_FALLBACKS",
        "",
        words,
        "earlier keys, still accepted, so that a key can be changed without loss",
    ),
    Setting("DATABASE_URL", f"sqlite:///{INSTANCE}/okprofs.sqlite3", str, "SQLite, or postgresql+psycopg://…"),
    Setting("RATELIMIT_STORAGE_URI", "database://", str, "where attempts are counted: the database, or redis://…"),
    Setting("RATELIMIT_ENABLED", "1", flag, "0 only to measure; never in production"),
    Setting("PROXIES", "0", int, "how many reverse proxies of your own stand before the application"),
    Setting("TRUSTED_HOSTS", "", words, "host names that are answered, besides the one in BASE_URL"),
    Setting("MAIL_SERVER", "", str, "the SMTP server; without one, development shows mail at /post"),
    Setting("MAIL_PORT", "25", int, "its port"),
    Setting("MAIL_USE_TLS", "1", flag, "STARTTLS; without it nothing is sent in clear text unless this is 0"),
    Setting("MAIL_USE_SSL", "0", flag, "TLS from the first byte, mostly on port 465"),
    Setting("MAIL_USERNAME", "", str, "for a server that asks for it"),
    Setting("MAIL_PASSWORD", "", str, "for a server that asks for it"),
    Setting("MAIL_SENDER", "OK-Profs <bureau@okprofs.example>", str, "the From of all mail"),
    Setting("REPLY_DOMAIN", "", str, "where antwoord+…@ comes in, for `flask messages receive`; empty: nowhere"),
    Setting("MAILBOX", str(INSTANCE / "mailbox"), Path, "where development keeps its mail, one file each"),
    Setting("CONTACT_ADDRESS", "bureau@okprofs.example", str, "where people can write to; named on the about page"),
    Setting("PASSWORD_MEMORY_KIB", "47104", int, "argon2id memory; 46 MiB once through (OWASP), about 75 ms"),
    Setting("MEMBER_IDLE_MINUTES", "180", int, "a member's session ends after so long without a request"),
    Setting("OFFICE_IDLE_MINUTES", "30", int, "and that of an office holder after so long"),
    Setting("SESSION_HOURS", "12", int, "every session ends after so many hours"),
    Setting("DRAFT_DAYS", "90", int, "an application that was begun and then left is thrown away after so many days"),
    Setting("YEAR_ASKED_DAYS", "30", int, "so many days before the day a member is asked to confirm the year"),
    Setting(
        "YEAR_GRACE_DAYS", "60", int, "so many days after it the membership goes on unconfirmed; then it is suspended"
    ),
    Setting("YEAR_SUSPENDED_DAYS", "90", int, "a suspended membership ends after so many days"),
    Setting(
        "OBJECTION_DAYS",
        "28",
        number_up_to(90),
        "for so many days after a rejection the applicant can object to it, once; after 92 the answers are forgotten",
    ),
    Setting("ANSWER_DAYS", "42", int, "a question to an applicant waits so long; then the application is withdrawn"),
    Setting("OFFICE_DAYS", "10", int, "a case that the office has had for more days is named in its daily reminder"),
    Setting("MESSAGE_DAYS", "90", int, "what members write to each other is kept for so many days"),
    Setting("MESSAGES_A_DAY", "20", int, "so many messages one member may write in 24 hours"),
    Setting("MESSAGES_TO_ONE", "10", int, "and so many of them to one other"),
    Setting("PORT", "8000", int, "where `make run` listens"),
    Setting("WEB_WORKERS", "2", int, "web processes that `make run` starts"),
)


def from_environment(environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Flask's configuration. Raises ValueError when a setting cannot be, or production lacks what it needs."""
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        text = environment.get(setting.name, setting.default)
        try:
            values[setting.name] = setting.read(text) if text is not None else None
        except ValueError as error:
            raise ValueError(f"{setting.name}: {error}") from error
    is_development = values["IS_DEVELOPMENT"] = values["OKPROFS_ENV"] == "development"
    base = urlsplit(values["BASE_URL"])
    if is_development:
        values["SECRET_KEY"] = values["SECRET_KEY"] or os.urandom(32).hex()
        if "BASE_URL" not in environment:
            values["BASE_URL"] = f"http://127.0.0.1:{values['PORT']}"
            base = urlsplit(values["BASE_URL"])
    else:
        refuse_unfit(values)
    secure = base.scheme == "https"
    own_machine = ["localhost", "127.0.0.1"] if is_development else []
    values |= {
        "TRUSTED_HOSTS": [str(base.hostname), *values["TRUSTED_HOSTS"], *own_machine],
        "PREFERRED_URL_SCHEME": base.scheme,
        "SQLALCHEMY_DATABASE_URI": values.pop("DATABASE_URL"),
        # The signed cookie carries the CSRF token and notices; who is signed in stands in the sessions table.
        "SESSION_COOKIE_NAME": "__Host-form" if secure else "form",
        "SIGN_IN_COOKIE_NAME": "__Host-session" if secure else "session",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
        "MEMBER_IDLE": timedelta(minutes=values["MEMBER_IDLE_MINUTES"]),
        "OFFICE_IDLE": timedelta(minutes=values["OFFICE_IDLE_MINUTES"]),
        "SESSION_LENGTH": timedelta(hours=values["SESSION_HOURS"]),
        "DRAFT_KEPT": timedelta(days=values["DRAFT_DAYS"]),
        "YEAR_ASKED": timedelta(days=values["YEAR_ASKED_DAYS"]),
        "YEAR_GRACE": timedelta(days=values["YEAR_GRACE_DAYS"]),
        "YEAR_SUSPENDED": timedelta(days=values["YEAR_SUSPENDED_DAYS"]),
        "MAX_CONTENT_LENGTH": 1_000_000,
        "MAX_FORM_MEMORY_SIZE": 500_000,
        "MAX_FORM_PARTS": 200,
        "BABEL_DEFAULT_LOCALE": "nl",
        "BABEL_DEFAULT_TIMEZONE": "Europe/Amsterdam",
        "BABEL_TRANSLATION_DIRECTORIES": "translations",
        "RATELIMIT_HEADERS_ENABLED": False,
    }
    return values


def refuse_unfit(values: Mapping[str, Any]) -> None:
    """Refuse to start a production that would not be safe."""
    problems = []
    if len(values["SECRET_KEY"] or "") < 32:
        problems.append("SECRET_KEY must be set, and at least 32 characters long")
    if not values["BASE_URL"].startswith("https://"):
        problems.append("BASE_URL must begin with https://")
    if not values["MAIL_SERVER"]:
        problems.append("MAIL_SERVER must be set")
    if not values["RATELIMIT_ENABLED"]:
        problems.append("RATELIMIT_ENABLED must be 1")
    if problems:
        raise ValueError("; ".join(problems))
