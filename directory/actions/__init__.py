"""What may happen: each action is one transaction and the only way to change what is public."""

from directory.actions.bulk import apply_bulk, undo
from directory.actions.errors import ActionError, AlreadyDecided, BulkError, Conflict
from directory.actions.revise import apply, propose, withdraw

__all__ = [
    "ActionError",
    "AlreadyDecided",
    "BulkError",
    "Conflict",
    "apply",
    "apply_bulk",
    "propose",
    "undo",
    "withdraw",
]
