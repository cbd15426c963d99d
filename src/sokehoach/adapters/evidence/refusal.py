"""Why a file is not taken in."""

from sokehoach.adapters.guard import NotTaken


class NotAccepted(NotTaken):
    """The message is a Vietnamese sentence for who chose the file: what is wrong, what to do."""
