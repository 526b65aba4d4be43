"""Keeping the directory true to the profiles."""

from okprofs.directory.services.following import (
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
from okprofs.directory.services.seeing import (
    as_shown,
    fellows_of,
    follow_group,
    photo_for_everyone,
    photo_for_member,
    seen_by_everyone,
    seen_by_member,
)

__all__ = [
    "as_shown",
    "delete_search",
    "fellows_of",
    "follow_account",
    "follow_accounts",
    "follow_group",
    "follow_merge",
    "follow_organisation",
    "photo_for_everyone",
    "photo_for_member",
    "rebuild",
    "refresh",
    "save_search",
    "seen_by_everyone",
    "seen_by_member",
    "silence",
    "switch_mail",
    "tell_of_newcomers",
]
