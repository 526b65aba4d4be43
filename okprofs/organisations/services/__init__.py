"""What is done with employers: naming, keeping, merging, and taking them in from the register."""

from okprofs.organisations.services.keeping import confirm, create, edit, find_or_flag, merge, write_practice
from okprofs.organisations.services.register import ImportResult, import_register, preview_register

__all__ = [
    "ImportResult",
    "confirm",
    "create",
    "edit",
    "find_or_flag",
    "import_register",
    "merge",
    "preview_register",
    "write_practice",
]
