"""Giving somebody an address for their own calendar, another one, or none."""

import base64
import hashlib
import hmac

import sqlalchemy as sa
from flask import current_app

from okprofs.events.models import CalendarFeed
from okprofs.journal.services import record
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, locked
from okprofs.kernel.ids import digest, new_secret
from okprofs.people.models import Account


def secret_of(feed: CalendarFeed) -> str | None:
    """What the address of this calendar holds; None when the site has another key than when it was made."""
    secret = _secret(feed.seed)
    return secret if hmac.compare_digest(digest(secret), feed.digest) else None


def make_feed(account_id: int) -> str:
    """Give the calendar of this person an address, in the place of the one it had, which opens nothing any more.
    Returns what it holds."""
    account = _held(account_id)
    feed = db.session.get(CalendarFeed, account.id) or CalendarFeed(account_id=account.id)
    feed.seed, feed.made_at = new_secret(), now()
    secret = _secret(feed.seed)
    feed.digest = digest(secret)
    db.session.add(feed)
    record("calendar_feed_made", account)
    return secret


def revoke_feed(account_id: int) -> None:
    """Let no address open the calendar of this person any more."""
    account = _held(account_id)
    feed = db.session.get(CalendarFeed, account.id)
    if feed is not None:
        db.session.delete(feed)
        record("calendar_feed_revoked", account)


def _held(account_id: int) -> Account:
    account: Account = db.session.scalars(locked(sa.select(Account).where(Account.id == account_id))).one()
    return account


def _secret(seed: str) -> str:
    key = current_app.config["SECRET_KEY"].encode()
    made = hmac.digest(key, f"calendar feed {seed}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(made).decode().rstrip("=")
