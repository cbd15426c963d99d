"""Check files from outside and open them in a separate process.

Third-party parsers (PDF, DOCX, XLSX) are never called on such a file in the server's own process.
"""


class FileRefusedError(ValueError):
    """The message is a Vietnamese sentence for the person who chose the file: what is wrong, what to do."""
