"""What may stand in an address as the name of an entry, a term or a tag."""


class Word:
    """Letters of any script and signs, no slash and no control characters, which the database cannot look up."""

    regex = r"[^/\x00-\x1f\x7f]{1,200}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
