"""What goes wrong, in sentences for the person at the terminal."""


class ServerError(Exception):
    """The embedded server cannot be used; the text says why and what to do."""
