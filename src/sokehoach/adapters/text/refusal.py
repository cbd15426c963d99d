"""Why a plan's file cannot be read."""

from sokehoach.adapters.sandbox import FileRefusedError


class UnreadableFileError(FileRefusedError):
    """The file holds no text we can read; the message is a Vietnamese sentence for who chose the file."""
