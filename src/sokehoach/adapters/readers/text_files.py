"""Open a file of any kind and return its text, or refuse it: .txt in any encoding, Word files, .pdf with text."""

from typing import Any

from sokehoach.adapters.readers.file_kinds import detect_kind
from sokehoach.adapters.readers.file_text import (
    FileKind,
    FileText,
    NoTextLayerError,
    UnreadableFileError,
    from_json,
)
from sokehoach.adapters.readers.txt.plain import read_text
from sokehoach.adapters.sandbox import FileRefusedError, process
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.messages import say

MAX_BYTES = 20_000_000  # a signed PDF contains its seals and, often, a scanned appendix
MAX_TEXT_BYTES = 5_000_000  # of a .txt


@slow_work
def open_file(data: bytes, *, name: str) -> FileText:
    """Return the text of a .txt, .docx, .doc or .pdf, recognised by its content.

    A Word file or PDF is opened in its own process, for at most nine seconds. Raises UnreadableFileError with a
    sentence that names the file, says what is wrong and what to do; NoTextLayerError where its pages are pictures.
    """
    refuse_large(len(data), name=name)
    if not data.strip():
        raise UnreadableFileError(say("Tệp «%(name)s» rỗng. Hãy chọn tệp chứa toàn văn kế hoạch.", name=name))
    kind = detect_kind(data, name=name)
    if kind is FileKind.PLAIN:
        if len(data) > MAX_TEXT_BYTES:
            raise _build_too_large_error(name, MAX_TEXT_BYTES)
        text, notes = read_text(data, name=name)
        return FileText(text, kind, notes=notes)
    try:
        file_text = from_json(process.run("text", data, name=name))
    except FileRefusedError as refusal:
        raise UnreadableFileError(
            say("Không đọc được tệp «%(name)s». %(refusal)s", name=name, refusal=refusal)
        ) from refusal
    if file_text.no_text:
        raise NoTextLayerError(say("Không đọc được tệp «%(name)s». %(no_text)s", name=name, no_text=file_text.no_text))
    return file_text


def refuse_large(size: int, *, name: str) -> None:
    """Check a size that is known before the bytes are read. Raises UnreadableFileError."""
    if size > MAX_BYTES:
        raise _build_too_large_error(name, MAX_BYTES)


def _build_too_large_error(name: str, limit: int) -> UnreadableFileError:
    return UnreadableFileError(
        say(
            "Tệp «%(name)s» lớn hơn %(limit)s MB, quá lớn đối với văn bản của một kế hoạch. Hãy "
            "kiểm tra xem đã chọn đúng tệp chưa.",
            name=name,
            limit=limit // 1000000,
        )
    )


def run_text_job(data: bytes, *, name: str) -> dict[str, Any]:
    """Run the job «text» of parser_jobs. Formats are imported here, so that the server never loads their parsers."""
    kind = detect_kind(data, name=name)
    if kind is FileKind.PDF:
        from sokehoach.adapters.readers.pdf.text import read_pdf

        try:
            return read_pdf(data).as_json()
        except NoTextLayerError as refusal:
            return FileText("", kind, no_text=str(refusal)).as_json()
    if kind is FileKind.DOC:
        from sokehoach.adapters.readers.doc.text import read_doc

        return read_doc(data).as_json()
    from sokehoach.adapters.readers.docx.text import read_docx

    return read_docx(data).as_json()


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
