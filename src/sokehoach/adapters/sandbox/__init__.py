"""Check files from outside and open them in a separate process.

Third-party parsers (PDF, DOCX, XLSX) are never called on such a file in the server's own process.
"""

from sokehoach.adapters.sandbox.refusal import FileRefusedError

__all__ = ["FileRefusedError"]
