"""The error for refused evidence files."""

from sokehoach.adapters.sandbox import FileRefusedError


class EvidenceRefusedError(FileRefusedError):
    """The message is a Vietnamese sentence for the person who chose the file: what is wrong, what to do."""
