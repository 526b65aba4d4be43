"""Keeping the directory true to the profiles."""

from okprofs.directory.services.following import (
    as_shown,
    follow_account,
    follow_accounts,
    follow_merge,
    follow_organisation,
    refresh,
)
from okprofs.directory.services.rebuilding import rebuild

__all__ = ["as_shown", "follow_account", "follow_accounts", "follow_merge", "follow_organisation", "rebuild", "refresh"]
