"""Read a file's text with unchanged character positions, for callers that report positions."""

from sokehoach.adapters.slow_work import slow_work
from sokehoach.adapters.text.filetext import FileKind
from sokehoach.adapters.text.kinds import detect_kind
from sokehoach.adapters.text.opening import open_file


@slow_work
def read_exact_text(data: bytes, *, name: str) -> str:
    """Return a UTF-8 .txt unchanged, not normalised, with its line ends; any other file as `open_file` reads it.

    Raises UnreadableFileError.
    """
    if detect_kind(data, name=name) is FileKind.PLAIN:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = "\x00"
        if "\x00" not in text:
            return text
    return open_file(data, name=name).text
