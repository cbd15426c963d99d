"""`sokehoach read`: one JSON object for a plan, a sentence for anything else."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.adapters.readers import hostile
from tests.adapters.readers.twins import print as printed
from tests.adapters.readers.twins import word as word_twins
from tests.adapters.readers.twins.plan import taken_apart
from tests.config.running import PROGRAMME, sokehoach

SAMPLE = PROGRAMME / "sample_plan.txt"


def test_it_works(tmp_path: Path) -> None:
    """All fields of the form that labelled plans have, so that one can be scored against the other."""
    ended = sokehoach(tmp_path / "home", "read", SAMPLE)
    assert (ended.code, ended.told) == (0, "")
    told = json.loads(ended.out)
    assert set(told) >= {"document", "outline", "targets", "duties", "reporting"}
    assert set(told["document"]) >= {
        "kind", "number", "date", "issuer", "title", "signer", "recipients", "basis",
    }  # fmt: skip
    fields = {
        "outline": {"path", "starts"},
        "targets": {"quote", "value", "unit", "bound"},
        "duties": {"agency", "path", "starts"},
        "reporting": {"who", "to", "via", "every", "due"},
    }
    for part, names in fields.items():
        assert told[part], part
        assert all(set(one) >= names for one in told[part]), part


def test_it_stores_nothing(tmp_path: Path) -> None:
    sokehoach(tmp_path / "home", "read", SAMPLE)
    assert not (tmp_path / "home").exists()


def _zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("ke-hoach.txt", "x")


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "nothing": (lambda path: None, "không có tệp hoặc thư mục này"),
    "a folder": (lambda path: path.mkdir(), "đường dẫn không phải là một tệp"),
    "an empty file": (lambda path: path.write_bytes(b""), "rỗng"),
    "a photograph": (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9), ""),
    "a zip": (_zip, ""),
    "20 MB": (lambda path: path.write_bytes(b"1. viec\n" * 2_500_000), "MB"),
    "no plan": (lambda path: path.write_text("Kính gửi anh, mai họp lúc 8 giờ.", "utf-8"), "kế hoạch"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_no_plan_gets_a_sentence(tmp_path: Path, what: str) -> None:
    make, word = BAD[what]
    path = tmp_path / "tep.txt"
    make(path)
    ended = sokehoach(tmp_path / "home", "read", path)
    assert (ended.code, ended.out) == (2, "")
    assert str(path) in ended.told
    assert word in ended.told
    assert ended.told.endswith(".")
    assert len(ended.told.splitlines()) == 1


def test_utf_16_as_windows_writes_it_is_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "tep.txt"
    path.write_text(SAMPLE.read_text("utf-8"), "utf-16")
    ended = sokehoach(tmp_path / "home", "read", path)
    assert ended.code == 0
    assert ended.out == sokehoach(tmp_path / "home", "read", SAMPLE).out


def test_word_and_pdf_are_read_as_their_text_is(tmp_path: Path) -> None:
    blocks = taken_apart(SAMPLE.read_text("utf-8"), title="")
    plain = json.loads(sokehoach(tmp_path / "home", "read", SAMPLE).out)
    for name, data in (("tep.docx", word_twins.made(blocks)), ("tep.pdf", printed.made(blocks))):
        path = tmp_path / name
        path.write_bytes(data)
        told = json.loads(sokehoach(tmp_path / "home", "read", path).out)
        for part in ("outline", "targets", "reporting"):
            assert len(told[part]) == len(plain[part]), (name, part)
        assert [one["agency"] for one in told["duties"]] == [one["agency"] for one in plain["duties"]]
        assert told["document"]["number"] == plain["document"]["number"]


def test_a_scan_gets_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "tep.pdf"
    path.write_bytes(next(one.make() for one in hostile.files() if one.what == "a scan"))
    ended = sokehoach(tmp_path / "home", "read", path)
    assert (ended.code, ended.out) == (2, "")
    assert "bản quét" in ended.told
    assert len(ended.told.splitlines()) == 1
