"""A document signed by a person, then sealed by its office, holds; a bad key signs nothing."""

import shutil
import struct
import subprocess
import zlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sokehoach.adapters.signature import read_signatures, signing
from sokehoach.adapters.signature.places import find_places, lower_half, upper_half
from sokehoach.adapters.writers import pdf
from sokehoach.domain.documents.signatures import Integrity
from tests.adapters.signature.keys import p12
from tests.apps.documents.written import content
from tests.factories.cast import AT


@pytest.fixture(scope="module")
def written() -> bytes:
    document = content()
    return pdf.write_pdf(replace(document, letterhead=replace(document.letterhead, number=5, day=date(2021, 6, 22))))


def png(red: bool = False) -> bytes:
    """A transparent picture of one colour."""
    row = b"\0" + (b"\xc0\0\0\x90" if red else b"\0\0\xc0\xff") * 30
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", 30, 20, 8, 6, 0, 0, 0)),
        (b"IDAT", zlib.compress(row * 20)),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def test_it_works(written: bytes, tmp_path: Path) -> None:
    person, office = find_places(written, authority="CHỦ TỊCH")
    signed = signing.sign_pdf(
        written, signing.load_key(p12("Lò Văn Minh", at=AT), "mat-khau", at=AT), field="NguoiKy",
        appearance=signing.SignatureAppearance(person, png()), reason="Ký ban hành", at=AT,
    )  # fmt: skip
    sealed = signing.sign_pdf(
        signed, signing.load_key(p12("UBND xã Tênh Phông", at=AT), "mat-khau", at=AT), field="CoQuan",
        appearance=signing.SignatureAppearance(office, png(red=True), red=True), reason="Đóng dấu", at=AT,
    )  # fmt: skip
    found = read_signatures(sealed, at=AT).signatures
    assert [one.signer for one in found] == ["Lò Văn Minh", "UBND xã Tênh Phông"]
    assert [one.integrity for one in found] == [Integrity.SIGNED_ON, Integrity.INTACT]
    assert all(one.signed_at == AT for one in found)
    if shutil.which("pdfsig"):
        path = tmp_path / "signed.pdf"
        path.write_bytes(sealed)
        told = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=True).stdout
        assert told.count("Signature is Valid") == 2
        assert "ETSI.CAdES.detached" in told


def test_the_seal_covers_a_third_of_the_signature_from_its_left(written: bytes) -> None:
    person, seal = find_places(written, authority="CHỦ TỊCH")
    assert seal.right - person.left == pytest.approx((person.right - person.left) / 3)
    assert seal.left < person.left
    assert person.page == seal.page == 0


def test_lines_of_person_and_office_stand_one_below_the_other(written: bytes) -> None:
    person, _seal = find_places(written, authority="CHỦ TỊCH")
    assert person.bottom <= lower_half(person).bottom < lower_half(person).top <= upper_half(person).bottom < person.top


def test_without_a_picture_the_lines_are_drawn(written: bytes) -> None:
    person, _seal = find_places(written, authority="CHỦ TỊCH")
    key = signing.load_key(p12("Lò Văn Minh", at=AT), "mat-khau", at=AT)
    seen = signing.SignatureAppearance(person, lines=("Ký bởi: #Lò *Văn* Minh", "22.06.2021 09:12:00 +07:00"))
    signed = signing.sign_pdf(written, key, field="NguoiKy", appearance=seen, reason="", at=AT)
    assert read_signatures(signed, at=AT).signatures[0].integrity is Integrity.INTACT


@pytest.mark.parametrize(
    ("data", "password", "said"),
    [
        (p12("Minh", at=AT), "sai", "Mật khẩu"),
        (p12("Minh", at=AT, days=10), "mat-khau", "hết hạn ngày 02/06/2021"),
        (p12("Minh", at=AT, since=-5), "mat-khau", "hiệu lực từ ngày"),
        (b"%PDF-1.7", "mat-khau", "không phải chứng thư số"),
        (b"\x30\x82\x01\x00", "mat-khau", "không phải chứng thư số"),
        (b"", "", "không phải chứng thư số"),
    ],
    ids=["password", "expired", "not_yet", "pdf", "torn", "empty"],
)
def test_a_bad_key_is_refused_with_a_sentence(data: bytes, password: str, said: str) -> None:
    with pytest.raises(signing.SigningError, match=said):
        signing.load_key(data, password, at=AT)


@pytest.mark.parametrize("data", [b"GIF89a", b"\x89PNG\r\n\x1a\n" + b"0" * 1_000_001], ids=["gif", "large"])
def test_a_picture_is_a_small_png(data: bytes) -> None:
    with pytest.raises(signing.SigningError, match="PNG"):
        signing.check_picture(data)


def test_a_torn_picture_signs_nothing(written: bytes) -> None:
    person, _seal = find_places(written, authority="CHỦ TỊCH")
    key = signing.load_key(p12("Minh", at=AT), "mat-khau", at=AT)
    seen = signing.SignatureAppearance(person, b"\x89PNG\r\n\x1a\nrubbish")
    with pytest.raises(signing.SigningError, match="Không mở được hình"):
        signing.sign_pdf(written, key, field="NguoiKy", appearance=seen, reason="", at=AT)
