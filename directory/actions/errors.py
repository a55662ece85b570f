"""Why an action was refused, in words that a curator can read."""


class ActionError(Exception):
    """The action was refused and nothing changed."""


class Conflict(ActionError):
    """The entry was changed after the proposal was made; nothing is overwritten silently."""


class NotAllowed(ActionError):
    """The person may not decide this."""


class AlreadyDecided(ActionError):
    """The revision is applied, rejected or retracted already."""


class BulkError(ActionError):
    """Documents of a bulk are not valid. `errors` maps the position of a document, from 0, to path → messages."""

    def __init__(self, errors: dict[int, dict[str, list[str]]]) -> None:
        self.errors = errors
        number, paths = next(iter(errors.items()))
        path, messages = next(iter(paths.items()))
        super().__init__(f"{len(errors)} documents are not valid; the first is number {number}: {path}: {messages[0]}")
