"""Why a file is not taken in."""


class NotAccepted(ValueError):
    """The message is a Vietnamese sentence for who chose the file: what is wrong, what to do."""
