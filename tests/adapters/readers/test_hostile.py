"""No file that could harm is read; each is refused in words, in time, and leaves no process behind."""

import os
import time
from pathlib import Path

import pytest

from sokehoach.adapters.readers.file_text import UnreadableFileError
from sokehoach.adapters.readers.text_files import open_file
from tests.adapters.readers import hostile

pytestmark = pytest.mark.parser_process


@pytest.mark.parametrize("one", list(hostile.files()), ids=lambda one: one.what)
def test_it_is_refused_in_time(one: hostile.Hostile) -> None:
    data = one.make()
    began = time.monotonic()
    with pytest.raises(UnreadableFileError, match=one.says) as refusal:
        open_file(data, name=one.name)
    # No figure of speed but the promise itself: who sent it is not kept waiting.
    assert time.monotonic() - began < 10
    assert one.name in str(refusal.value)
    assert "Hãy" in str(refusal.value)
    assert not children()


def test_there_are_enough_of_them() -> None:
    assert len(list(hostile.files())) >= 60


def test_the_honest_document_that_they_were_made_of_is_read() -> None:
    assert "Sở Xây dựng" in open_file(hostile.word(), name="a.docx").text


def children() -> list[str]:
    tasks = Path(f"/proc/{os.getpid()}/task")
    if not tasks.exists():
        pytest.skip("this system has no /proc to count processes in")
    workers = []
    for pid in (pid for task in tasks.iterdir() for pid in (task / "children").read_text().split()):
        if b"adapters.parser_jobs" in Path(f"/proc/{pid}/cmdline").read_bytes():
            workers.append(pid)
    return workers
