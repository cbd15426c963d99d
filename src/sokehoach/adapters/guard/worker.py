"""The other side of `process`: reads a file from standard input, writes JSON to standard output.

A job is named, never given: what runs here is one of the functions below and nothing else.
"""

import importlib
import json
import logging
import os
import sys
from typing import Any

from sokehoach.adapters.guard.limits import set_limits
from sokehoach.adapters.guard.refusal import NotTaken

# job → a function (data, name=) that returns plain data or raises NotTaken
JOBS = {
    "text": ("sokehoach.adapters.text.opening", "opened"),
    "layout": ("sokehoach.adapters.layout.opening", "opened"),
    "evidence": ("sokehoach.adapters.evidence.document", "opened"),
    "sheet": ("sokehoach.adapters.xlsx.reader", "opened"),
    "words": ("sokehoach.adapters.evidence.words", "of_pdf"),
    "signatures": ("sokehoach.adapters.signature.opening", "opened"),
}
_TOO_BIG = "Mở tệp này cần quá nhiều bộ nhớ. Hãy bỏ bớt hình ảnh, lưu thành tệp mới rồi tải lên lại."
_BROKEN = "Tệp hỏng, không mở được. Hãy mở tệp, lưu lại thành tệp mới rồi tải lên lại."


def main() -> None:
    job, name = sys.argv[1], sys.argv[2]
    logging.disable(logging.CRITICAL)  # parsers speak of what they meet; nobody listens here
    answer = os.dup(1)
    os.dup2(2, 1)  # and what they print must not stand in the answer
    set_limits()
    data = sys.stdin.buffer.read()
    told = json.dumps(_worked(job, data, name), ensure_ascii=True).encode()
    with open(answer, "wb") as out:
        out.write(told)
    os._exit(0)  # a parser's own tidying-up has nothing to add


def _worked(job: str, data: bytes, name: str) -> dict[str, Any]:
    module, function = JOBS[job]
    try:
        return {"made": getattr(importlib.import_module(module), function)(data, name=name)}
    except NotTaken as refusal:
        return {"refused": str(refusal)}
    except MemoryError:
        return {"refused": _TOO_BIG}
    except Exception:  # a foreign parser on a hostile file may raise anything
        return {"refused": _BROKEN}


if __name__ == "__main__":
    main()
