"""A plan's file → its text and its reading: .txt in any encoding, .docx, .pdf with text."""

import pathlib

from sokehoach.adapters.text.filetext import FileText, Kind
from sokehoach.adapters.text.opening import LARGEST, open_file, refuse_large
from sokehoach.adapters.text.refusal import Unreadable
from sokehoach.domain.plans.reading import Reading, read

__all__ = ["LARGEST", "FileText", "Kind", "Unreadable", "open_file", "read_file"]


def read_file(path: pathlib.Path) -> Reading:
    """Read the plan in a file. Raises Unreadable, NotAPlan, OSError; a file too large is not even opened."""
    refuse_large(path.stat().st_size, name=path.name)
    return read(open_file(path.read_bytes(), name=path.name).text)
