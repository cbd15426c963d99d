"""Why a file is not taken in."""


class NotAccepted(ValueError):
    """The message is a Vietnamese sentence for the person who chose the file: what is wrong and what to do."""
