"""The error for plan files that cannot be read."""

from sokehoach.adapters.sandbox import FileRefusedError


class UnreadableFileError(FileRefusedError):
    """The file has no readable text; the message is a Vietnamese sentence for the person who chose the file."""
