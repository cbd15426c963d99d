"""The program of the parser process: it reads a file from stdin and writes JSON to stdout.

`process` starts it with a job, a name and the server's process id; systemd starts it for a connection that carries
job and name (`other_user`). Only the jobs named below can run. The process confines itself (`confinement`) before it
looks at the first byte.
"""

# ruff: noqa: F401 (parsers are imported before the process closes itself in, and called after)

import json
import logging
import os
import sys
from collections.abc import Callable
from typing import Any

from sokehoach.adapters.sandbox.confinement import close_in
from sokehoach.adapters.sandbox.limits import set_limits
from sokehoach.adapters.sandbox.other_user import parse_request
from sokehoach.adapters.sandbox.refusal import FileRefusedError

_TOO_BIG = "Mở tệp này cần quá nhiều bộ nhớ. Hãy bỏ bớt hình ảnh, lưu thành tệp mới rồi tải lên lại."
_PDF_PREFIX = b"\r\n\t \xef\xbb\xbf"  # bytes allowed before the PDF header
_BROKEN = "Tệp hỏng, không mở được. Hãy mở tệp, lưu lại thành tệp mới rồi tải lên lại."

type Job = Callable[..., Any]  # (data, name=) → JSON data


def _load_text_job(is_pdf: bool) -> Job:
    from sokehoach.adapters.text.opening import run_text_job

    if is_pdf:
        import sokehoach.adapters.text.pdf
    else:
        import sokehoach.adapters.text.docx
    return run_text_job


def _load_plan_job(_is_pdf: bool) -> Job:
    import sokehoach.domain.plans.reading
    from sokehoach.adapters.text.plan import run_plan_job

    return run_plan_job


def _load_layout_job(is_pdf: bool) -> Job:
    from sokehoach.adapters.page_geometry.opening import run_layout_job

    if is_pdf:
        import sokehoach.adapters.page_geometry.pdf
    else:
        import sokehoach.adapters.page_geometry.docx
    return run_layout_job


def _load_sheet_job(_is_pdf: bool) -> Job:
    from sokehoach.adapters.xlsx.reader import run_sheet_job

    return run_sheet_job


def _load_evidence_job(is_pdf: bool) -> Job:
    from sokehoach.adapters.evidence.document import run_evidence_job

    if is_pdf:
        import sokehoach.adapters.evidence.pdf
    else:
        import sokehoach.adapters.evidence.office
    return run_evidence_job


def _load_words_job(is_pdf: bool) -> Job:
    from sokehoach.adapters.evidence.words import run_words_job

    if is_pdf:
        import pypdfium2.raw
    return run_words_job


def _load_signatures_job(_is_pdf: bool) -> Job:
    import sokehoach.adapters.signature.pdf
    from sokehoach.adapters.signature.opening import run_signatures_job

    return run_signatures_job


def _load_read_blank_job(_is_pdf: bool) -> Job:
    import sokehoach.adapters.external_form.sheet_reading
    import sokehoach.adapters.external_form.word_reading
    import sokehoach.adapters.ooxml.authors
    import sokehoach.adapters.ooxml.strings
    from sokehoach.adapters.external_form.form_files import run_read_job

    return run_read_job


def _load_fill_blank_job(_is_pdf: bool) -> Job:
    import sokehoach.adapters.external_form.sheet_filling
    import sokehoach.adapters.external_form.word_filling
    import sokehoach.adapters.external_form.word_results
    from sokehoach.adapters.external_form.form_files import run_fill_job

    return run_fill_job


def _load_layers_job(_is_pdf: bool) -> Job:
    from sokehoach.adapters.sandbox.confinement import run_layers_job

    return run_layers_job


# Each function imports what its job needs before confinement, and no more: a DOCX job loads no PDF parser.
JOBS: dict[str, Callable[[bool], Job]] = {
    "text": _load_text_job,
    "plan": _load_plan_job,
    "layout": _load_layout_job,
    "sheet": _load_sheet_job,
    "evidence": _load_evidence_job,
    "words": _load_words_job,
    "signatures": _load_signatures_job,
    "read_blank": _load_read_blank_job,
    "fill_blank": _load_fill_blank_job,
    "layers": _load_layers_job,
}


def main() -> None:
    logging.disable(logging.CRITICAL)  # parsers log what they meet; nobody reads it here
    answer = os.dup(1)
    os.dup2(2, 1)  # what parsers print must not get into the answer
    set_limits()
    data = sys.stdin.buffer.read()
    parent: int | None = None
    if arguments := sys.argv[1:]:
        job, name, parent = arguments[0], arguments[1], int(arguments[2])
    else:  # started by systemd for a connection
        job, name, data = parse_request(data)
    job_function = JOBS[job](data.lstrip(_PDF_PREFIX).startswith(b"%PDF-"))
    close_in(parent)
    payload = json.dumps(_run_job(job_function, data, name), ensure_ascii=True).encode()
    try:
        with open(answer, "wb") as output:
            output.write(payload)
    except OSError as error:
        os._exit(error.errno or 1)  # no space for the answer: the server reports that, not the file
    os._exit(0)  # skip the clean-up of parsers


def _run_job(job_function: Job, data: bytes, name: str) -> dict[str, Any]:
    try:
        return {"made": job_function(data, name=name)}
    except FileRefusedError as refusal:
        return {"refused": str(refusal)}
    except MemoryError:
        return {"refused": _TOO_BIG}
    except Exception:  # a third-party parser may raise anything on a hostile file
        return {"refused": _BROKEN}


if __name__ == "__main__":
    main()
