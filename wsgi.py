"""What gunicorn and `flask` load."""

import gc

# Nothing that is made while starting is thrown away: not to look for it is a tenth of the start, and afterwards of each
# request.
gc.disable()

from config import from_environment  # noqa: E402
from okprofs.app import create_app  # noqa: E402

app = create_app(from_environment())

gc.freeze()
gc.enable()
