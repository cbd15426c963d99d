"""What a file from outside must not be or hold, and the process of its own in which it is opened.

The parsers of other people's formats (PDF, DOCX, XLSX) are never called on such a file in the server's own process.
"""

from sokehoach.adapters.sandbox.refusal import FileRefusedError

__all__ = ["FileRefusedError"]
