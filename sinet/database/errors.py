"""What goes wrong, in sentences for the person at the terminal."""


class ServerError(Exception):
    """The embedded server cannot be used; the text says why and what to do."""


class RightsError(Exception):
    """A role cannot be given the rights of the programs; the text says why and what to do."""
