"""The one way into a plan's file: bytes → text, or a refusal."""

from typing import Any

from sokehoach.adapters.guard import NotTaken, process
from sokehoach.adapters.slow_work import slow_work
from sokehoach.adapters.text.filetext import FileText, Kind, from_json
from sokehoach.adapters.text.kinds import kind_of
from sokehoach.adapters.text.plain import read_text
from sokehoach.adapters.text.refusal import Unreadable

LARGEST = 20_000_000  # bytes: a signed PDF carries its seals and, often, a scanned appendix
LARGEST_TEXT = 5_000_000  # bytes of a .txt


@slow_work
def open_file(data: bytes, *, name: str) -> FileText:
    """The text of a .txt, .docx or .pdf, told by its content.

    A DOCX or PDF is opened in a process of its own, for at most nine seconds. Raises Unreadable with a sentence
    that names the file, says what is wrong and what to do.
    """
    refuse_large(len(data), name=name)
    if not data.strip():
        raise Unreadable(f"Tệp «{name}» rỗng. Hãy chọn tệp chứa toàn văn kế hoạch.")
    kind = kind_of(data, name=name)
    if kind is Kind.PLAIN:
        if len(data) > LARGEST_TEXT:
            raise _too_large(name, LARGEST_TEXT)
        text, notes = read_text(data, name=name)
        return FileText(text, kind, notes=notes)
    try:
        return from_json(process.run("text", data, name=name))
    except NotTaken as refusal:
        raise Unreadable(f"Không đọc được tệp «{name}». {refusal}") from refusal


def refuse_large(size: int, *, name: str) -> None:
    """For a size known before the bytes are read. Raises Unreadable."""
    if size > LARGEST:
        raise _too_large(name, LARGEST)


def _too_large(name: str, most: int) -> Unreadable:
    return Unreadable(
        f"Tệp «{name}» lớn hơn {most // 1_000_000} MB, quá lớn đối với văn bản của một kế hoạch. "
        "Hãy kiểm tra xem đã chọn đúng tệp chưa."
    )


def opened(data: bytes, *, name: str) -> dict[str, Any]:
    """The job «text» of guard.worker. The formats are imported here, so that the server never loads their parsers."""
    if kind_of(data, name=name) is Kind.PDF:
        from sokehoach.adapters.text import pdf

        return pdf.read(data).as_json()
    from sokehoach.adapters.text import docx

    return docx.read(data).as_json()
