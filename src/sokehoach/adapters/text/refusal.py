"""Why a plan's file cannot be read."""

from sokehoach.adapters.guard import NotTaken


class Unreadable(NotTaken):
    """The file holds no text we can read; the message is a Vietnamese sentence for who chose the file."""
