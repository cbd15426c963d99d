"""The confined part of a parser's program: it reads a file from stdin and writes JSON to stdout.

`process` starts the program with a job, a name and the server's process id; systemd starts it for a connection that
carries job and name (`other_user`). Only the jobs that the program lists can run (`parser_jobs`). The process confines
itself (`confinement`) before it looks at the first byte.
"""

import json
import logging
import os
import sys
from collections.abc import Callable, Mapping
from typing import Any

from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.adapters.sandbox.confinement import close_in
from sokehoach.adapters.sandbox.limits import set_limits
from sokehoach.adapters.sandbox.other_user import parse_request
from sokehoach.domain.messages import pack_messages, say

_TOO_BIG = say("Mở tệp này cần quá nhiều bộ nhớ. Hãy bỏ bớt hình ảnh, lưu thành tệp mới rồi tải lên lại.")
_PDF_PREFIX = b"\r\n\t \xef\xbb\xbf"  # bytes allowed before the PDF header
_BROKEN = say("Tệp hỏng, không mở được. Hãy mở tệp, lưu lại thành tệp mới rồi tải lên lại.")

type Job = Callable[..., Any]  # (data, name=) → JSON data
type JobLoader = Callable[[bool], Job]  # whether the file is a PDF → the job, with its parsers imported


def main(jobs: Mapping[str, JobLoader]) -> None:
    """Run one job of the table on the file at stdin; KeyError for any other job, before the file is looked at."""
    logging.disable(logging.CRITICAL)  # parsers log what they meet; nobody reads it here
    # openpyxl loads numpy where it is installed: that takes long, and a thread of its own could not be confined.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    answer = os.dup(1)
    os.dup2(2, 1)  # what parsers print must not get into the answer
    set_limits()
    data = sys.stdin.buffer.read()
    parent: int | None = None
    if arguments := sys.argv[1:]:
        job, name, parent = arguments[0], arguments[1], int(arguments[2])
    else:  # started by systemd for a connection
        job, name, data = parse_request(data)
    job_function = jobs[job](data.lstrip(_PDF_PREFIX).startswith(b"%PDF-"))
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
        return {"made": pack_messages(job_function(data, name=name))}
    except FileRefusedError as refusal:
        return {"refused": pack_messages(str(refusal))}
    except MemoryError:
        return {"refused": _TOO_BIG}
    except Exception:  # a third-party parser may raise anything on a hostile file
        return {"refused": _BROKEN}
