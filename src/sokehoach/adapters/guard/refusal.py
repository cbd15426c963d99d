"""Why a file is not taken in."""


class NotTaken(ValueError):
    """The message is a Vietnamese sentence for who chose the file: what is wrong, what to do."""
