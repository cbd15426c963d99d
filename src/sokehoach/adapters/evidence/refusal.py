"""Why a file is not taken in."""


class NotAccepted(ValueError):  # noqa: N818 the name says what the file is
    """The message is a Vietnamese sentence for who chose the file: what is wrong, what to do."""
