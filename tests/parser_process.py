"""Parsers in the process of the tests: starting one for each file takes longer than most files do.

`@pytest.mark.parser_process` keeps the process of their own: for its own tests and for files that are made to harm.
"""

import functools
import json
import resource
import warnings
from pathlib import Path

from sokehoach.adapters import parser_jobs
from sokehoach.adapters.sandbox import limits, process, worker

_run_child = process._run_child


def choose(*, own: bool) -> None:
    process._run_child = _run_child if own else _run_here


@functools.lru_cache(maxsize=64)
def _run_here(job: str, data: bytes, name: str) -> bytes:
    """As `process._run_child`, with the worker's limit of memory. What a job answers depends on its arguments alone."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + limits.MEMORY_BYTES, hard))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # they would be exceptions here; of the worker, nobody reads them
            job_function = parser_jobs.JOBS[job](data.lstrip(worker._PDF_PREFIX).startswith(b"%PDF-"))
            return json.dumps(worker._run_job(job_function, data, name), ensure_ascii=True).encode()
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
