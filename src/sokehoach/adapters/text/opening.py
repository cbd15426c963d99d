"""Open a plan's file and return its text, or refuse it: the only entry to this package."""

from typing import Any

from sokehoach.adapters.sandbox import FileRefusedError, process
from sokehoach.adapters.slow_work import slow_work
from sokehoach.adapters.text.filetext import FileKind, FileText, from_json
from sokehoach.adapters.text.kinds import detect_kind
from sokehoach.adapters.text.plain import read_text
from sokehoach.adapters.text.refusal import UnreadableFileError

MAX_BYTES = 20_000_000  # a signed PDF contains its seals and, often, a scanned appendix
MAX_TEXT_BYTES = 5_000_000  # of a .txt


@slow_work
def open_file(data: bytes, *, name: str) -> FileText:
    """Return the text of a .txt, .docx or .pdf, recognised by its content.

    A DOCX or PDF is opened in its own process, for at most nine seconds. Raises UnreadableFileError with a sentence
    that names the file, says what is wrong and what to do.
    """
    refuse_large(len(data), name=name)
    if not data.strip():
        raise UnreadableFileError(f"Tệp «{name}» rỗng. Hãy chọn tệp chứa toàn văn kế hoạch.")
    kind = detect_kind(data, name=name)
    if kind is FileKind.PLAIN:
        if len(data) > MAX_TEXT_BYTES:
            raise _build_too_large_error(name, MAX_TEXT_BYTES)
        text, notes = read_text(data, name=name)
        return FileText(text, kind, notes=notes)
    try:
        return from_json(process.run("text", data, name=name))
    except FileRefusedError as refusal:
        raise UnreadableFileError(f"Không đọc được tệp «{name}». {refusal}") from refusal


def refuse_large(size: int, *, name: str) -> None:
    """Check a size that is known before the bytes are read. Raises UnreadableFileError."""
    if size > MAX_BYTES:
        raise _build_too_large_error(name, MAX_BYTES)


def _build_too_large_error(name: str, limit: int) -> UnreadableFileError:
    return UnreadableFileError(
        f"Tệp «{name}» lớn hơn {limit // 1_000_000} MB, quá lớn đối với văn bản của một kế hoạch. "
        "Hãy kiểm tra xem đã chọn đúng tệp chưa."
    )


def run_text_job(data: bytes, *, name: str) -> dict[str, Any]:
    """Run the job «text» of sandbox.worker. Formats are imported here, so that the server never loads their parsers."""
    if detect_kind(data, name=name) is FileKind.PDF:
        from sokehoach.adapters.text import pdf

        return pdf.read_pdf(data).as_json()
    from sokehoach.adapters.text import docx

    return docx.read_docx(data).as_json()
