"""What can be wrong with a document, said so that the person who filled it in can mend it."""


class DocumentError(ValueError):
    """The document is not valid. `errors` maps a path ("places.0.latitude", "" for the whole) to its messages."""

    def __init__(self, errors: dict[str, list[str]]) -> None:
        self.errors = errors
        super().__init__("; ".join(f"{path or 'document'}: {' '.join(messages)}" for path, messages in errors.items()))
