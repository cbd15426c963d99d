"""Read a plan's file as text and as a plan: .txt in any encoding, .docx, .pdf with text."""

import pathlib
from typing import TYPE_CHECKING

from sokehoach.adapters.text.filetext import FileKind, FileText
from sokehoach.adapters.text.opening import MAX_BYTES, open_file, refuse_large
from sokehoach.adapters.text.refusal import UnreadableFileError

if TYPE_CHECKING:
    from sokehoach.domain.plans.reading import Reading

__all__ = ["MAX_BYTES", "FileKind", "FileText", "UnreadableFileError", "open_file", "read_file"]


def read_file(path: pathlib.Path) -> "Reading":
    """Read the plan in a file. Raises UnreadableFileError, NotAPlanError, OSError; a file too large is not even
    opened.
    """
    from sokehoach.domain.plans.reading import read_plan  # must not load in the process that opens a file

    refuse_large(path.stat().st_size, name=path.name)
    return read_plan(open_file(path.read_bytes(), name=path.name).text)
