"""The tests. THOROUGH=1 makes each of those that try many things try far more of them: minutes become an hour."""

import os

THOROUGH = bool(os.environ.get("THOROUGH"))
