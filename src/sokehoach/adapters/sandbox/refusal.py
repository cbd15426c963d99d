"""The error for refused files."""


class FileRefusedError(ValueError):
    """The message is a Vietnamese sentence for the person who chose the file: what is wrong, what to do."""
