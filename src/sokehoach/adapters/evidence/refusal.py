"""Why a file is not taken in."""

from sokehoach.adapters.sandbox import FileRefusedError


class EvidenceRefusedError(FileRefusedError):
    """The message is a Vietnamese sentence for who chose the file: what is wrong, what to do."""
