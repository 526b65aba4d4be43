"""What would another number of places do? Told before it is done."""

from typing import Any

from okprofs.events.models import Quota, TicketType
from okprofs.events.rules.places import CapacityChange, effect_of
from okprofs.events.wording_of_prices import CAPACITY_EFFECTS, NEW_LIMIT, SHARED_LIMIT


def effect_to_tell(form: Any, counted: TicketType | Quota) -> list[str]:
    """What the number of places in the form would do, when that was not told yet: then it is told before it is done."""
    if not form.is_submitted() or not form.validate() or form.explained.data == str(form.capacity.data):
        return []
    change = CapacityChange(counted.capacity, form.capacity.data, counted.taken)
    effect = effect_of(change)
    if effect is None or (change.after is not None and change.after < change.taken):
        return []
    form.explained.data = str(form.capacity.data)
    numbers = {"before": change.before or NEW_LIMIT, "after": change.after, "left": change.left, "taken": change.taken}
    shared = counted.quotas if isinstance(counted, TicketType) else []
    limits = [{"title": quota.title, "left": quota.capacity - quota.taken} for quota in shared]
    return [str(CAPACITY_EFFECTS[effect]) % numbers, *(str(SHARED_LIMIT) % limit for limit in limits)]
