"""Keeping the directory true to the profiles."""

from okprofs.directory.services.following import (
    follow_account,
    follow_accounts,
    follow_merge,
    follow_organisation,
    refresh,
)
from okprofs.directory.services.rebuilding import rebuild

__all__ = ["follow_account", "follow_accounts", "follow_merge", "follow_organisation", "rebuild", "refresh"]
