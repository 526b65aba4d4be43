"""What would another number of places do? Told before it is done."""

from typing import Any

from okprofs.events.models import Quota, TicketType, Workshop
from okprofs.events.queries.workshops import placed_in
from okprofs.events.rules.places import CapacityChange, CapacityEffect, effect_of
from okprofs.events.wording_of_prices import CAPACITY_EFFECTS, NEW_LIMIT, SHARED_LIMIT
from okprofs.events.wording_of_workshops import NOBODY_PLACED, WORKSHOP_EFFECTS


def effect_to_tell(form: Any, counted: TicketType | Quota) -> list[str]:
    """What the number of places in the form would do, when that was not told yet: then it is told before it is done."""
    found = _effect_to_tell(form, counted.capacity, counted.taken)
    if found is None:
        return []
    effect, numbers = found
    shared = counted.quotas if isinstance(counted, TicketType) else []
    limits = [{"title": quota.title, "left": quota.capacity - quota.taken} for quota in shared]
    return [str(CAPACITY_EFFECTS[effect]) % numbers, *(str(SHARED_LIMIT) % limit for limit in limits)]


def effect_on_workshop(form: Any, workshop: Workshop) -> list[str]:
    """The same for the room of a workshop, whose places are given by the division."""
    taken = placed_in(workshop) if form.is_submitted() else 0
    found = _effect_to_tell(form, workshop.capacity, taken)
    if found is None:
        return []
    effect, numbers = found
    return [str(WORKSHOP_EFFECTS[effect] if taken else NOBODY_PLACED) % numbers]


def _effect_to_tell(form: Any, before: int | None, taken: int) -> tuple[CapacityEffect, dict[str, Any]] | None:
    """The effect and its numbers, once; None when it was told, is none, or will be refused."""
    if not form.is_submitted() or not form.validate() or form.explained.data == str(form.capacity.data):
        return None
    change = CapacityChange(before, form.capacity.data, taken)
    effect = effect_of(change)
    if effect is None or (change.after is not None and change.after < change.taken):
        return None
    form.explained.data = str(form.capacity.data)
    return effect, {"before": before or NEW_LIMIT, "after": change.after, "left": change.left, "taken": taken}
