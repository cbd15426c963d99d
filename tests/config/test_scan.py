"""`sokehoach scan`: one JSON object for each place that tells who somebody is."""

import json
import unicodedata
from pathlib import Path

import docx

from tests.config.running import sokehoach

NOTE = "Chị Lò Thị Inh gọi từ số 0912 345 678."


def test_it_works(tmp_path: Path) -> None:
    """The places count characters; what stands there is not repeated unless asked for."""
    file = tmp_path / "ghi-chep.txt"
    file.write_text(NOTE, "utf-8")
    ended = sokehoach(tmp_path / "home", "scan", file)
    assert (ended.code, ended.told) == (1, "")
    found = [json.loads(line) for line in ended.out.splitlines()]
    assert [(NOTE[one["start"] : one["end"]], one["kind"]) for one in found] == [
        ("Lò Thị Inh", "name"),
        ("0912 345 678", "phone"),
    ]
    assert all(set(one) == {"start", "end", "kind"} for one in found)
    assert not (tmp_path / "home").exists()
    shown = sokehoach(tmp_path / "home", "scan", file, "--show")
    assert '"text": "Lò Thị Inh"' in shown.out


def test_the_places_are_those_of_the_file_however_its_letters_are_written(tmp_path: Path) -> None:
    file, text = tmp_path / "tach-dau.txt", unicodedata.normalize("NFD", "đến\r\n" + NOTE)
    file.write_bytes(text.encode())
    found = [json.loads(line) for line in sokehoach(tmp_path / "home", "scan", file).out.splitlines()]
    assert unicodedata.normalize("NFC", text[found[0]["start"] : found[0]["end"]]) == "Lò Thị Inh"
    assert text[found[1]["start"] : found[1]["end"]] == "0912 345 678"


def test_a_clean_file_ends_with_0(tmp_path: Path) -> None:
    file = tmp_path / "sach.txt"
    file.write_text("Xã Tênh Phông tổ chức 12 buổi tuyên truyền, 345 lượt người.", "utf-8")
    ended = sokehoach(tmp_path / "home", "scan", file)
    assert (ended.code, ended.out, ended.told) == (0, "", "")


def test_a_word_file_is_scanned(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Biên bản làm việc.")
    document.add_paragraph(NOTE)
    document.save(str(tmp_path / "a.docx"))
    ended = sokehoach(tmp_path / "home", "scan", tmp_path / "a.docx")
    assert ended.code == 1
    assert [json.loads(line)["kind"] for line in ended.out.splitlines()] == ["name", "phone"]


def test_what_cannot_be_read_ends_with_2(tmp_path: Path) -> None:
    assert sokehoach(tmp_path / "home", "scan", tmp_path / "khong-co.txt").code == 2
    file = tmp_path / "anh.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9)
    ended = sokehoach(tmp_path / "home", "scan", file)
    assert ended.code == 2
    assert "anh.png" in ended.told
