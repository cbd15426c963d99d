"""The other side of `process`: reads a file from standard input, writes JSON to standard output. It is started by
`process` with a job, a name and the server's process id, or by systemd for a connection that carries job and name
(`other_user`).

A job is named, never given: what runs here is one of the functions below and nothing else. Before the first byte is
looked into, the process closes itself in (`confinement`).
"""

# ruff: noqa: F401 (parsers are imported before the process closes itself in, and called after)

import json
import logging
import os
import sys
from collections.abc import Callable
from typing import Any

from sokehoach.adapters.guard.confinement import close_in
from sokehoach.adapters.guard.limits import set_limits
from sokehoach.adapters.guard.other_user import parse_request
from sokehoach.adapters.guard.refusal import NotTaken

_TOO_BIG = "Mở tệp này cần quá nhiều bộ nhớ. Hãy bỏ bớt hình ảnh, lưu thành tệp mới rồi tải lên lại."
_BEFORE = b"\r\n\t \xef\xbb\xbf"  # what may stand before a PDF
_BROKEN = "Tệp hỏng, không mở được. Hãy mở tệp, lưu lại thành tệp mới rồi tải lên lại."

type Work = Callable[..., Any]  # (data, name=) → what JSON holds


def _text(is_pdf: bool) -> Work:
    from sokehoach.adapters.text.opening import opened

    if is_pdf:
        import sokehoach.adapters.text.pdf
    else:
        import sokehoach.adapters.text.docx
    return opened


def _plan(_is_pdf: bool) -> Work:
    import sokehoach.domain.plans.reading
    from sokehoach.adapters.text.plan import opened

    return opened


def _layout(is_pdf: bool) -> Work:
    from sokehoach.adapters.layout.opening import opened

    if is_pdf:
        import sokehoach.adapters.layout.pdf
    else:
        import sokehoach.adapters.layout.docx
    return opened


def _sheet(_is_pdf: bool) -> Work:
    from sokehoach.adapters.xlsx.reader import opened

    return opened


def _evidence(is_pdf: bool) -> Work:
    from sokehoach.adapters.evidence.document import opened

    if is_pdf:
        import sokehoach.adapters.evidence.pdf
    else:
        import sokehoach.adapters.evidence.office
    return opened


def _words(is_pdf: bool) -> Work:
    from sokehoach.adapters.evidence.words import opened

    if is_pdf:
        import pypdfium2.raw
    return opened


def _signatures(_is_pdf: bool) -> Work:
    import sokehoach.adapters.signature.pdf
    from sokehoach.adapters.signature.opening import opened

    return opened


def _read_blank(_is_pdf: bool) -> Work:
    import sokehoach.adapters.blank.sheet_reading
    import sokehoach.adapters.blank.word_reading
    import sokehoach.adapters.ooxml.authors
    import sokehoach.adapters.ooxml.strings
    from sokehoach.adapters.blank.opening import opened

    return opened


def _fill_blank(_is_pdf: bool) -> Work:
    import sokehoach.adapters.blank.sheet_filling
    import sokehoach.adapters.blank.word_filling
    import sokehoach.adapters.blank.word_results
    from sokehoach.adapters.blank.opening import filled

    return filled


def _layers(_is_pdf: bool) -> Work:
    from sokehoach.adapters.guard.confinement import opened

    return opened


# Each imports what it needs before the process is closed in, and no more: what reads a DOCX loads no parser of PDF.
JOBS: dict[str, Callable[[bool], Work]] = {
    "text": _text,
    "plan": _plan,
    "layout": _layout,
    "sheet": _sheet,
    "evidence": _evidence,
    "words": _words,
    "signatures": _signatures,
    "read_blank": _read_blank,
    "fill_blank": _fill_blank,
    "layers": _layers,
}


def main() -> None:
    logging.disable(logging.CRITICAL)  # parsers speak of what they meet; nobody listens here
    answer = os.dup(1)
    os.dup2(2, 1)  # and what they print must not stand in the answer
    set_limits()
    data = sys.stdin.buffer.read()
    parent: int | None = None
    if given := sys.argv[1:]:
        job, name, parent = given[0], given[1], int(given[2])
    else:  # started by systemd for a connection
        job, name, data = parse_request(data)
    work = JOBS[job](data.lstrip(_BEFORE).startswith(b"%PDF-"))
    close_in(parent)
    told = json.dumps(_worked(work, data, name), ensure_ascii=True).encode()
    try:
        with open(answer, "wb") as out:
            out.write(told)
    except OSError as error:
        os._exit(error.errno or 1)  # no room for the answer: the file is not to blame, and the server says so
    os._exit(0)  # a parser's own tidying-up has nothing to add


def _worked(work: Work, data: bytes, name: str) -> dict[str, Any]:
    try:
        return {"made": work(data, name=name)}
    except NotTaken as refusal:
        return {"refused": str(refusal)}
    except MemoryError:
        return {"refused": _TOO_BIG}
    except Exception:  # a foreign parser on a hostile file may raise anything
        return {"refused": _BROKEN}


if __name__ == "__main__":
    main()
