"""May this person be given an office, or lose it; may their account be blocked?"""

from okprofs.kernel.refusals import Refusal


def may_appoint(*, holds_it: bool, is_blocked: bool) -> list[Refusal]:
    """Why someone may not be given an office: they hold it already, or their account is blocked."""
    refusals = []
    if holds_it:
        refusals.append(Refusal("holds_office_already"))
    if is_blocked:
        refusals.append(Refusal("account_is_blocked"))
    return refusals


def may_block(*, is_own: bool) -> list[Refusal]:
    """Why an administrator may not block an account: it is their own, and they could not undo it."""
    return [Refusal("account_is_own")] if is_own else []


def may_lose_administrator(other_administrators: int) -> list[Refusal]:
    """Why an administrator may not be dismissed or blocked: nobody would be left to appoint another."""
    return [] if other_administrators > 0 else [Refusal("last_administrator")]
