"""The Word file of a draft goes out, is changed by somebody's program, and is read again, whatever it holds."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from sokehoach.adapters.readers.docx import draft_lines
from sokehoach.adapters.readers.docx.draft_lines import read_draft_lines
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.adapters.writers.docx import write_docx
from sokehoach.domain.documents.paragraph_text import list_body_paragraphs, render_paragraph
from sokehoach.domain.documents.word_edits.comparison import WordComparison, compare_word_lines
from sokehoach.domain.documents.word_edits.lines import Control
from sokehoach.domain.documents.word_edits.marks import DraftVersion
from tests.golden.report import report

DRAFT = DraftVersion(7, 3)
BODY = "word/document.xml"
SENTENCE = "Các cấp ban hành "  # of the golden report; a figure follows


@pytest.fixture(scope="module")
def written() -> bytes:
    return write_docx(report(), draft=DRAFT)


def rewrite(
    data: bytes, change: Callable[[str], str], *, name: str = BODY, added: dict[str, bytes] | None = None
) -> bytes:
    """The package with one part changed, or with parts added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            content = old.read(entry)
            new.writestr(entry, change(content.decode()).encode() if entry == name else content)
        for entry, content in (added or {}).items():
            new.writestr(entry, content)
    return out.getvalue()


def compare(data: bytes, written: bytes) -> WordComparison:
    own, returned = (read_draft_lines(content, name="a.docx") for content in (written, data))
    return compare_word_lines(report(), own, returned, draft=DRAFT)


def test_each_paragraph_and_figure_is_marked_and_nothing_is_changed_by_reading(written: bytes) -> None:
    lines = read_draft_lines(written, name="a.docx")
    paragraphs = list_body_paragraphs(report())
    assert sum(bool(line.marks) for line in lines.lines) == len(paragraphs)
    controls = [part for line in lines.lines for part in line.parts if isinstance(part, Control)]
    assert len(controls) == sum(render_paragraph(paragraph).count("{") for paragraph in paragraphs)
    comparison = compare(written, written)
    assert (comparison.changes, comparison.not_taken, comparison.version) == ((), (), 3)


def test_the_file_is_an_ordinary_word_file_with_locked_figures(written: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        body = package.read(BODY).decode()
    assert body.count('<w:lock w:val="contentLocked"/>') == body.count("<w:sdt>") > 5
    ids = re.findall(r'<w:(?:bookmarkStart|id) (?:w:id|w:val)="(\\d+)"'.replace("\\\\", "\\"), body)
    assert len(ids) == len(set(ids))
    assert "Các cấp ban hành" in "\n".join(
        paragraph.text for paragraph in docx.Document(io.BytesIO(written)).paragraphs
    )
    assert b"<w:sdt>" not in zipfile.ZipFile(io.BytesIO(write_docx(report()))).read(BODY)


def test_words_changed_by_a_program_are_taken(written: bytes) -> None:
    file = docx.Document(io.BytesIO(written))
    run = next(run for paragraph in file.paragraphs for run in paragraph.runs if run.text == SENTENCE)
    run.text = "Trong kỳ, các cấp đã ban hành "
    out = io.BytesIO()
    file.save(out)
    (change,) = compare(out.getvalue(), written).changes
    assert change.new_text == "Trong kỳ, các cấp đã ban hành {1} văn bản chỉ đạo, hướng dẫn."


def test_tracked_changes_are_read_as_accepted_and_counted(written: bytes) -> None:
    deleted = f'<w:del w:id="1" w:author="a"><w:r><w:delText xml:space="preserve">{SENTENCE}</w:delText></w:r></w:del>'
    inserted = '<w:ins w:id="2" w:author="a"><w:r><w:t xml:space="preserve">Đã ban hành </w:t></w:r></w:ins>'
    old = f'<w:r><w:t xml:space="preserve">{SENTENCE}</w:t></w:r>'
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    comments = f'<w:comments xmlns:w="{namespace}"><w:comment w:id="1"/></w:comments>'
    data = rewrite(
        written, lambda body: body.replace(old, deleted + inserted), added={"word/comments.xml": comments.encode()}
    )
    comparison = compare(data, written)
    assert [change.new_text for change in comparison.changes] == ["Đã ban hành {1} văn bản chỉ đạo, hướng dẫn."]
    assert (comparison.tracked, comparison.comments) == (2, 1)  # a deletion and an insertion


@pytest.mark.parametrize(
    "gone", [r"<w:sdtPr>.*?</w:sdtPr>", r"</?w:sdt(?:Content)?>|<w:sdtPr>.*?</w:sdtPr>", r"<w:bookmark\w+ [^>]*>"]
)
def test_a_program_that_drops_marks_loses_nothing(written: bytes, gone: str) -> None:
    data = rewrite(written, lambda body: re.sub(gone, "", body).replace(SENTENCE, "Đã ban hành "))
    comparison = compare(data, written)
    assert [change.new_text for change in comparison.changes] == ["Đã ban hành {1} văn bản chỉ đạo, hướng dẫn."]
    assert comparison.not_taken == ()


def test_a_number_changed_within_its_control_is_refused(written: bytes) -> None:
    comparison = compare(rewrite(written, lambda body: body.replace(">4.216<", ">5.216<", 1)), written)
    assert comparison.changes == ()
    assert "«4.216» bị sửa thành «5.216»" in str(comparison.not_taken[0].reason)


def test_a_changed_annex_is_named(written: bytes) -> None:
    comparison = compare(rewrite(written, lambda body: body.replace("Bản Chanh", "Bản Khác")), written)
    assert comparison.changes == ()
    assert {str(entry.reason)[:7] for entry in comparison.not_taken} == {"phụ lục"}


BOMB = b"<x>" + b"a" * 60_000_000 + b"</x>"
ENTITY = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda data: b"", "trống"),
        (lambda data: b"PK\x03\x04" + b"x" * 100, "hỏng|Word"),
        (lambda data: b"%PDF-1.7 " + b"x" * 100, "không phải Word"),
        (lambda data: data[: len(data) // 2], "hỏng"),
        (lambda data: rewrite(data, str, added={"word/media/a.xml": BOMB}), "lớn"),
        (lambda data: rewrite(data, lambda body: re.sub(r"(<\?xml.*?\?>)", r"\1" + ENTITY, body, count=1)), "DTD"),
        (
            lambda data: rewrite(
                data, lambda body: body.replace("<w:body>", "<w:body>" + "<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 6000)
            ),
            "dài quá mức",
        ),
        (lambda data: rewrite(data, lambda body: body.replace(SENTENCE, "a " * 11_000)), "đoạn dài"),
        (
            lambda data: rewrite(
                data,
                lambda body: body.replace(
                    "<w:body>", "<w:body>" + "<w:sdt><w:sdtContent>" * 150 + "</w:sdtContent></w:sdt>" * 150
                ),
            ),
            "lồng",
        ),
        (lambda data: rewrite(data, str, added={"word/vbaProject.bin": b"x"}), "macro"),
        (
            lambda data: rewrite(data, lambda body: body.replace("<w:body>", '<w:body><w:altChunk r:id="x"/>')),
            "tệp khác|hỏng",
        ),
    ],
)
def test_a_hostile_file_is_refused_with_a_sentence(written: bytes, spoil: Callable[[bytes], bytes], why: str) -> None:
    with pytest.raises(FileRefusedError, match=why):
        read_draft_lines(spoil(written), name="a.docx")


def test_a_file_that_is_too_large_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draft_lines, "MAX_BYTES", 10)
    with pytest.raises(FileRefusedError, match="lớn hơn"):
        read_draft_lines(b"PK\x03\x04" + b"x" * 100, name="a.docx")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("between", ["docx", "odt"])
def test_libreoffice_changes_nothing_by_saving(written: bytes, tmp_path: Path, between: str) -> None:
    source = tmp_path / "draft.docx"
    source.write_bytes(rewrite(written, lambda body: body.replace(SENTENCE, "Đã ban hành ")))
    for ending, name in ((between, "draft.docx"), ("docx", f"draft.{between}")):
        command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", ending]
        folder = tmp_path / ending
        subprocess.run([*command, "--outdir", folder, tmp_path / name], check=True, capture_output=True, timeout=300)
        shutil.copy(folder / f"draft.{ending}", tmp_path / f"draft.{ending}")
    comparison = compare((tmp_path / "draft.docx").read_bytes(), written)
    assert [change.new_text for change in comparison.changes] == ["Đã ban hành {1} văn bản chỉ đạo, hướng dẫn."]
