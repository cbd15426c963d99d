"""Lint a file's format against the decree: the only entry to this package."""

from typing import Any

from sokehoach.adapters.readers.file_kinds import detect_kind
from sokehoach.adapters.readers.file_text import FileKind, UnreadableFileError
from sokehoach.adapters.readers.text_files import refuse_large
from sokehoach.adapters.sandbox import FileRefusedError, process
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.documents.rules import FormatFinding, MeasuredDocument, lint_document
from sokehoach.domain.messages import say


@slow_work
def lint_file(data: bytes, *, name: str) -> list[FormatFinding]:
    """Return findings of a .docx or .pdf, recognised by content and measured in a process of its own.

    Raises UnreadableFileError with a sentence that names the file, says what is wrong and what to do.
    """
    refuse_large(len(data), name=name)
    if not data.strip():
        raise UnreadableFileError(say("Tệp «%(name)s» rỗng. Hãy chọn tệp .docx hoặc .pdf của văn bản.", name=name))
    kind = detect_kind(data, name=name)
    if kind is FileKind.PLAIN:
        raise UnreadableFileError(
            say(
                "Tệp «%(name)s» là văn bản thuần, không có khổ giấy, lề, phông chữ. Hãy chọn tệp .docx hoặc .pdf.",
                name=name,
            )
        )
    if kind is FileKind.DOC:
        raise UnreadableFileError(
            say(
                "Tệp «%(name)s» là Word kiểu cũ (.doc): phần mềm đọc được chữ nhưng không đo được "
                "thể thức. Muốn kiểm tra thể thức thì lưu thành .docx hoặc xuất PDF.",
                name=name,
            )
        )
    try:
        findings = process.run("layout", data, name=name)
    except FileRefusedError as refusal:
        raise UnreadableFileError(
            say("Không đọc được tệp «%(name)s». %(refusal)s", name=name, refusal=refusal)
        ) from refusal
    return [FormatFinding.from_json(finding) for finding in findings]


def measure_file(data: bytes, *, name: str) -> MeasuredDocument:
    """Measure a file. Call it in a process of its own: the parsers are third-party code. Raises FileRefusedError."""
    if detect_kind(data, name=name) is FileKind.PDF:
        from sokehoach.adapters.readers.pdf.geometry import measure_pdf

        return measure_pdf(data)
    from sokehoach.adapters.readers.docx.geometry import measure_docx

    return measure_docx(data)


def run_layout_job(data: bytes, *, name: str) -> list[dict[str, Any]]:
    """Run the job «layout» of parser_jobs."""
    return [finding.as_json() for finding in lint_document(measure_file(data, name=name))]
