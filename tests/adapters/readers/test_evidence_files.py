"""A document is told by its content; what would run, fetch or carry is refused; its author is left behind."""

import contextlib
import io
import struct
import zipfile
import zlib

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from sokehoach.adapters.readers import evidence_files, ooxml
from sokehoach.adapters.readers.evidence_files import MAX_BYTES, EvidenceRefusedError, clean_document
from sokehoach.adapters.readers.ooxml import cleaning
from sokehoach.adapters.sandbox import FileRefusedError, archive
from tests.adapters.readers.pdf.test_text import BROKEN
from tests.adapters.readers.pdf.test_text import pdf as typeset_pdf

SECRET = "Lò Văn Tác Giả"


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph("Kết quả tuyên truyền tháng 6")
    document.core_properties.author = document.core_properties.last_modified_by = SECRET
    return saved(document)


def saved(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def sheet() -> bytes:
    book = openpyxl.Workbook()
    book.properties.creator = SECRET
    book.active["A1"] = "Số cuộc"
    return saved(book)


def pdf(change=lambda writer: None) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.metadata = {"/Author": SECRET}
    change(writer)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def remade(data: bytes, **changes: bytes | None) -> bytes:
    """The archive with parts replaced, added or, with None, dropped; names use «|» for «/» and «.»."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, content in changes.items():
            if content is not None:
                new.writestr(name, content)
    return buffer.getvalue()


def holds(data: bytes, text: str) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return any(text.encode() in archive.read(name) for name in archive.namelist())


def test_it_works() -> None:
    kept = clean_document(word(), name="C:\\Users\\lo\\Báo cáo.docx")
    assert (kept.name, kept.content_type) == ("Báo cáo.docx", ooxml.CONTENT_TYPES["docx"])
    assert not holds(kept.content, SECRET)
    opened = docx.Document(io.BytesIO(kept.content))
    assert opened.paragraphs[0].text == "Kết quả tuyên truyền tháng 6"
    assert opened.core_properties.author == ""


def test_a_sheet_keeps_its_cells_and_loses_its_author() -> None:
    kept = clean_document(sheet(), name="so.xlsx")
    assert not holds(kept.content, SECRET)
    assert openpyxl.load_workbook(io.BytesIO(kept.content)).active["A1"].value == "Số cuộc"


def test_a_pdf_keeps_its_pages_and_loses_info_and_xmp() -> None:
    def with_xmp(writer: PdfWriter) -> None:
        stream = DecodedStreamObject()
        stream.set_data(f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode())
        stream[NameObject("/Type")] = NameObject("/Metadata")
        writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)

    kept = clean_document(pdf(with_xmp), name="a.pdf")
    opened = PdfReader(io.BytesIO(kept.content))
    assert len(opened.pages) == 1
    assert not opened.metadata
    assert opened.xmp_metadata is None
    assert SECRET.encode() not in kept.content


def test_the_name_follows_the_content() -> None:
    assert clean_document(pdf(), name="../../báo cáo<script>.docx").name == "báo cáo script.pdf"
    assert clean_document(pdf(), name="...").name == "tep.pdf"


def test_authors_of_remarks_are_taken_out() -> None:
    comments = f'<w:comments xmlns:w="urn:w"><w:comment w:author="{SECRET}" w:initials="LV"/></w:comments>'
    kept = clean_document(remade(word(), **{"word/comments.xml": comments.encode()}), name="a.docx")
    assert not holds(kept.content, SECRET)


def jpeg(exif: bytes) -> bytes:
    segment = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    return b"\xff\xd8" + segment + b"\xff\xda\x00\x02data\xff\xd9"


def test_pictures_inside_lose_where_they_were_taken() -> None:
    kept = clean_document(remade(word(), **{"word/media/image1.jpeg": jpeg(b"Exif\x00\x00GPS 21.6")}), name="a.docx")
    assert not holds(kept.content, "GPS 21.6")
    text = b"Author\x00" + SECRET.encode()
    chunk = struct.pack(">I", len(text)) + b"tEXt" + text + struct.pack(">I", zlib.crc32(b"tEXt" + text))
    end = struct.pack(">I", 0) + b"IEND" + struct.pack(">I", zlib.crc32(b"IEND"))
    assert cleaning.without_metadata(b"\x89PNG\r\n\x1a\n" + chunk + end) == b"\x89PNG\r\n\x1a\n" + end


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "trống"),
        (b"0" * (MAX_BYTES + 1), "lớn hơn 5 MB"),
        (b"\xff\xd8\xff\xe0JFIF", "ảnh"),
        (b"\x89PNG\r\n\x1a\n", "ảnh"),
        (b"\x00\x00\x00\x18ftypheic", "ảnh"),
        (b"RIFF\x00\x00\x00\x00WEBP", "ảnh"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "không phải là PDF"),
        ("Văn bản thuần".encode(), "không phải là PDF"),
        (b"PK\x03\x04 broken", "hỏng"),
        (b"%PDF-1.7 broken", "hỏng"),
    ],
)
def test_what_is_no_document_is_refused_with_a_sentence(data: bytes, says: str) -> None:
    with pytest.raises(EvidenceRefusedError, match=says):
        clean_document(data, name="a.docx")


DTD = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
OUTSIDE = (
    b'<Relationships><Relationship Id="r" Type="urn:t/attachedTemplate" Target="http://x/" '
    b'TargetMode="External"/></Relationships>'
)
MACRO = b'<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"word/vbaProject.bin": b"x"}, "macro"),
        ({"[Content_Types].xml": MACRO}, "macro"),
        ({"word/embeddings/oleObject1.bin": b"x"}, "nhúng"),
        ({"xl/externalLinks/externalLink1.xml": b"<a/>"}, "liên kết ngoài"),
        ({"word/document.xml": DTD}, "DTD"),
        (
            {"word/document.xml": DTD.decode().replace('1.0"', '1.0" encoding="UTF-16"').encode("utf-16")},
            "DTD",
        ),
        ({"word/_rels/settings.xml.rels": OUTSIDE}, "từ mạng"),
        ({"word/document.xml": b"<a>"}, "hỏng"),
        ({"word/document.xml": None}, "không phải là DOCX"),
        ({"../outside.xml": b"<a/>"}, "không hợp lệ"),
    ],
)
def test_what_would_run_fetch_or_carry_is_refused(changes: dict[str, bytes | None], says: str) -> None:
    with pytest.raises(EvidenceRefusedError, match=says):
        clean_document(remade(word(), **changes), name="a.docx")


def test_a_link_that_a_person_clicks_may_stay() -> None:
    link = OUTSIDE.replace(b"attachedTemplate", b"hyperlink")
    assert clean_document(remade(word(), **{"word/_rels/x.xml.rels": link}), name="a.docx").content


def test_a_bomb_is_counted_while_it_is_read() -> None:
    grown = b"0" * (archive.MAX_BYTES + 1)
    with pytest.raises(EvidenceRefusedError, match="50 MB"):
        clean_document(remade(word(), **{"word/media/image1.emf": grown}), name="a.docx")


def test_too_many_entries_are_refused_before_any_is_opened() -> None:
    many = {f"word/media/{n}.emf": b"" for n in range(archive.MAX_ENTRIES)}
    with pytest.raises(EvidenceRefusedError, match="quá nhiều"):
        clean_document(remade(word(), **many), name="a.docx")


def javascript(writer: PdfWriter) -> None:
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert('x')")}
    )
    writer.root_object[NameObject("/OpenAction")] = action


def launch(writer: PdfWriter) -> None:
    action = DictionaryObject({NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("cmd.exe")})
    writer.root_object[NameObject("/OpenAction")] = action


def attachment(writer: PdfWriter) -> None:
    writer.add_attachment("a.exe", b"MZ")


@pytest.mark.parametrize("change", [javascript, launch, attachment])
def test_a_pdf_that_acts_or_carries_is_refused(change) -> None:
    with pytest.raises(EvidenceRefusedError, match="mã lệnh"):
        clean_document(pdf(change), name="a.pdf")


def test_a_pdf_with_a_password_is_refused() -> None:
    with pytest.raises(EvidenceRefusedError, match="mật khẩu"):
        clean_document(pdf(lambda writer: writer.encrypt("x", algorithm="RC4-128")), name="a.pdf")


@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.7\n"]))
def test_any_bytes_are_taken_in_or_refused_and_nothing_else_happens(tail: bytes, head: bytes) -> None:
    """What runs in the process of its own, called here: a hundred processes would try nothing more."""
    with contextlib.suppress(FileRefusedError):
        assert evidence_files.run_evidence_job(head + tail, name="x")["content"]


def test_a_document_with_a_broken_text_layer_cannot_be_checked() -> None:
    with pytest.raises(FileRefusedError, match="thông tin cá nhân"):
        evidence_files.run_words_job(typeset_pdf(BROKEN * 4), name="a.pdf")
