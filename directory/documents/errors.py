"""What can be wrong with a document, said so that the person who filled it in can mend it."""


class DocumentError(ValueError):
    """The document is not valid. `errors` maps a path ("places.0.latitude", "" for the whole) to its messages."""

    def __init__(self, errors: dict[str, list[str]]) -> None:
        self.errors = errors
        super().__init__("; ".join(f"{path or 'document'}: {' '.join(messages)}" for path, messages in errors.items()))


class MissingTargets(DocumentError):
    """Documents point to entries that are not there. `of_each`: what is wrong, by the key of the entry that points.

    `errors` are those of the first.
    """

    def __init__(self, of_each: dict[int, dict[str, list[str]]]) -> None:
        self.of_each = of_each
        super().__init__(next(iter(of_each.values())))
