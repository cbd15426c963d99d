"""Why a file is not taken in."""


class FileRefusedError(ValueError):
    """The message is a Vietnamese sentence for who chose the file: what is wrong, what to do."""
