"""The pages as an office suite lays them out; skipped where none is installed."""

import pathlib
import shutil
import subprocess

import pytest
from pypdf import PdfReader

from sokehoach.adapters.docx import write
from tests.golden.report import report


def test_it_works(tmp_path: pathlib.Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no soffice on this machine: the pages cannot be laid out here")
    (tmp_path / "report.docx").write_bytes(write(report()))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "report.docx")], check=True, capture_output=True, timeout=120)
    pages = PdfReader(tmp_path / "report.pdf").pages
    assert [page.mediabox.width > page.mediabox.height for page in pages] == [False, False, True, False]
    lines = [[line.strip() for line in page.extract_text().splitlines()] for page in pages]
    assert [[line for line in page if line.isdigit()] for page in lines] == [[], ["2"], [], []]
    assert any("Độc lập - Tự do - Hạnh phúc" in line for line in lines[0])
    assert any("TRƯỞNG PHÒNG" in line for line in lines[1])
    assert "Phụ lục I" in lines[2]
    assert "Phụ lục II" in lines[3]
