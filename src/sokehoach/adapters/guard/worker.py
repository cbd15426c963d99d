"""The other side of `process`: reads a file from standard input, writes JSON to standard output.

A job is named, never given: what runs here is one of the functions below and nothing else.
"""

import json
import logging
import os
import sys
from collections.abc import Callable
from typing import Any

from sokehoach.adapters.guard.limits import set_limits
from sokehoach.adapters.guard.refusal import NotTaken

_TOO_BIG = "Mở tệp này cần quá nhiều bộ nhớ. Hãy bỏ bớt hình ảnh, lưu thành tệp mới rồi tải lên lại."
_BROKEN = "Tệp hỏng, không mở được. Hãy mở tệp, lưu lại thành tệp mới rồi tải lên lại."


def _text(data: bytes, name: str) -> Any:
    from sokehoach.adapters.text.opening import opened

    return opened(data, name=name)


def _plan(data: bytes, name: str) -> Any:
    from sokehoach.adapters.text.plan import opened

    return opened(data, name=name)


def _layout(data: bytes, name: str) -> Any:
    from sokehoach.adapters.layout.opening import opened

    return opened(data, name=name)


def _sheet(data: bytes, name: str) -> Any:
    from sokehoach.adapters.xlsx.reader import opened

    return opened(data, name=name)


def _evidence(data: bytes, name: str) -> Any:
    from sokehoach.adapters.evidence.document import opened

    return opened(data, name=name)


def _words(data: bytes, name: str) -> Any:
    from sokehoach.adapters.evidence.words import opened

    return opened(data, name=name)


def _signatures(data: bytes, name: str) -> Any:
    from sokehoach.adapters.signature.opening import opened

    return opened(data, name=name)


def _read_blank(data: bytes, name: str) -> Any:
    from sokehoach.adapters.blank.opening import opened

    return opened(data, name=name)


def _fill_blank(data: bytes, name: str) -> Any:
    from sokehoach.adapters.blank.opening import filled

    return filled(data, name=name)


# Each imports what it needs itself: a process that reads a DOCX loads no parser of PDF.
JOBS: dict[str, Callable[[bytes, str], Any]] = {
    "text": _text,
    "plan": _plan,
    "layout": _layout,
    "sheet": _sheet,
    "evidence": _evidence,
    "words": _words,
    "signatures": _signatures,
    "read_blank": _read_blank,
    "fill_blank": _fill_blank,
}


def main() -> None:
    job, name = sys.argv[1], sys.argv[2]
    logging.disable(logging.CRITICAL)  # parsers speak of what they meet; nobody listens here
    answer = os.dup(1)
    os.dup2(2, 1)  # and what they print must not stand in the answer
    set_limits()
    data = sys.stdin.buffer.read()
    told = json.dumps(_worked(job, data, name), ensure_ascii=True).encode()
    try:
        with open(answer, "wb") as out:
            out.write(told)
    except OSError as error:
        os._exit(error.errno or 1)  # no room for the answer: the file is not to blame, and the server says so
    os._exit(0)  # a parser's own tidying-up has nothing to add


def _worked(job: str, data: bytes, name: str) -> dict[str, Any]:
    try:
        return {"made": JOBS[job](data, name)}
    except NotTaken as refusal:
        return {"refused": str(refusal)}
    except MemoryError:
        return {"refused": _TOO_BIG}
    except Exception:  # a foreign parser on a hostile file may raise anything
        return {"refused": _BROKEN}


if __name__ == "__main__":
    main()
