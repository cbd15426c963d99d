"""The one way from a file's bytes to what departs from the decree."""

from typing import Any

from sokehoach.adapters.guard import NotTaken, process
from sokehoach.adapters.slow_work import slow_work
from sokehoach.adapters.text import Kind, Unreadable
from sokehoach.adapters.text.kinds import kind_of
from sokehoach.adapters.text.opening import refuse_large
from sokehoach.domain.documents.rules import Finding, Measured, lint


@slow_work
def lint_file(data: bytes, *, name: str) -> list[Finding]:
    """Findings of a .docx or .pdf, told by its content; measured in a process of its own.

    Raises Unreadable with a sentence that names the file, says what is wrong and what to do.
    """
    refuse_large(len(data), name=name)
    if not data.strip():
        raise Unreadable(f"Tệp «{name}» rỗng. Hãy chọn tệp .docx hoặc .pdf của văn bản.")
    if kind_of(data, name=name) is Kind.PLAIN:
        raise Unreadable(
            f"Tệp «{name}» là văn bản thuần, không có khổ giấy, lề, phông chữ. Hãy chọn tệp .docx hoặc .pdf."
        )
    try:
        told = process.run("layout", data, name=name)
    except NotTaken as refusal:
        raise Unreadable(f"Không đọc được tệp «{name}». {refusal}") from refusal
    return [Finding.from_json(one) for one in told]


def measure(data: bytes, *, name: str) -> Measured:
    """Raises NotTaken or Unreadable. To be called in a process of its own: the parsers are others' code."""
    if kind_of(data, name=name) is Kind.PDF:
        from sokehoach.adapters.layout import pdf

        return pdf.measure(data)
    from sokehoach.adapters.layout import docx

    return docx.measure(data)


def opened(data: bytes, *, name: str) -> list[dict[str, Any]]:
    """The job «layout» of guard.worker."""
    return [one.as_json() for one in lint(measure(data, name=name))]
