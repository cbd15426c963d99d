"""`sokehoach lint`: what departs from NĐ 30/2020, one finding a line; 1 where there is an error."""

import io
import json
from pathlib import Path

import docx
import pytest
from docx.shared import Mm

from sokehoach.adapters.writers.docx import write_docx
from tests.adapters.readers.docx.written import plan, plan_docx, say
from tests.adapters.readers.pdf.typeset import plan_pdf
from tests.config.running import PROGRAMME, sokehoach
from tests.golden.report import report


@pytest.fixture
def narrow(tmp_path: Path) -> Path:
    package = docx.Document(io.BytesIO(write_docx(plan())))
    package.sections[0].left_margin = Mm(20)
    path = tmp_path / "ke-hoach.docx"
    package.save(str(path))
    return path


def test_it_works(narrow: Path, tmp_path: Path) -> None:
    ended = sokehoach(tmp_path / "home", "lint", narrow)
    assert ended.code == 1
    assert ended.told == ""
    (line,) = ended.out.splitlines()
    assert line.startswith("LỖI\t")
    assert "lề trái 20 mm" in line
    assert "từ 30 đến 35 mm" in line
    assert "khoản 3 Mục I Phần I Phụ lục I NĐ 30/2020/NĐ-CP" in line
    assert not (tmp_path / "home").exists()


def test_for_programs_it_speaks_json(narrow: Path, tmp_path: Path) -> None:
    (one,) = json.loads(sokehoach(tmp_path / "home", "lint", narrow, "--format", "json").out)
    assert (one["severity"], one["rule"], one["found"]) == ("error", "margin_left", "lề trái 20 mm")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", write_docx(plan())),
        ("b.docx", write_docx(report())),
        ("c.pdf", plan_pdf()),
        ("advice.docx", plan_docx(say("- Lưu: VT, TNMT.", "- Lưu: VT."))),
    ],
)
def test_without_an_error_it_ends_well(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    ended = sokehoach(tmp_path / "home", "lint", path)
    assert ended.code == 0
    assert ended.out.startswith("LƯU Ý\t") == (name == "advice.docx")


def test_what_cannot_be_measured_gets_a_sentence(tmp_path: Path) -> None:
    cut = tmp_path / "hong.pdf"
    cut.write_bytes(plan_pdf()[:1500])
    for path in (PROGRAMME / "sample_plan.txt", cut, tmp_path / "khong-co.docx", tmp_path):
        ended = sokehoach(tmp_path / "home", "lint", path)
        assert (ended.code, ended.out) == (2, ""), path
        assert ended.told.strip().endswith(".")
        assert len(ended.told.splitlines()) == 1
