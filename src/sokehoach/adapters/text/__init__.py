"""A plan's file → its text and its reading: .txt in any encoding, .docx, .pdf with text."""

import pathlib
from typing import TYPE_CHECKING

from sokehoach.adapters.text.filetext import FileText, Kind
from sokehoach.adapters.text.opening import LARGEST, open_file, refuse_large
from sokehoach.adapters.text.refusal import Unreadable

if TYPE_CHECKING:
    from sokehoach.domain.plans.reading import Reading

__all__ = ["LARGEST", "FileText", "Kind", "Unreadable", "open_file", "read_file"]


def read_file(path: pathlib.Path) -> "Reading":
    """Read the plan in a file. Raises Unreadable, NotAPlan, OSError; a file too large is not even opened."""
    from sokehoach.domain.plans.reading import read  # not wanted in the process that opens a file

    refuse_large(path.stat().st_size, name=path.name)
    return read(open_file(path.read_bytes(), name=path.name).text)
