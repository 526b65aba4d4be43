"""Who keeps the list of employers?"""

from okprofs.kernel.access import Policy

# Offices are given out in a room above this one, so they go by their words here.
_KEEPERS = frozenset({"administrator", "reviewer"})

keeper = Policy("office:administrator+reviewer", lambda viewer: bool(_KEEPERS & viewer.offices))
