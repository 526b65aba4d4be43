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
from okprofs.directory.services.saved import (
    delete_search,
    save_search,
    silence,
    switch_mail,
    tell_of_newcomers,
)

__all__ = [
    "as_shown",
    "delete_search",
    "follow_account",
    "follow_accounts",
    "follow_merge",
    "follow_organisation",
    "rebuild",
    "refresh",
    "save_search",
    "silence",
    "switch_mail",
    "tell_of_newcomers",
]
