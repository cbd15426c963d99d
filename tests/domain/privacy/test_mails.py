"""Addresses of mail: a person's are found, in the ways that people write them; an office's are let be."""

import pytest

from sokehoach.domain.privacy import HitKind, redact_hits, scan_text


@pytest.mark.parametrize(
    "written",
    [
        "hoa.lo@gmail.com", "Pang90@yahoo.com.vn", "hoa_lo @ gmail.com", "hoalo(at)gmail.com", "hoalo [at] gmail.com",
        "hoalo@gmail . com", "hoalo\uff20gmail.com", "karaokehoaban@outlook.com", "hoa-lo+1@mail.example.vn",
        "HOALO@GMAIL.COM", "hoalo a còng gmail.com",
    ],
)  # fmt: skip
def test_a_persons_is_found_and_redacted(written: str) -> None:
    text = f"Liên lạc qua {written}, đã khai báo."
    assert {hit.kind for hit in scan_text(text)} >= {HitKind.MAIL}
    assert redact_hits(text, scan_text(text)) == "Liên lạc qua [đã che], đã khai báo."


@pytest.mark.parametrize(
    "text",
    [
        "Gửi về ldtbxh.tuangiao@gmail.com trước ngày 20.", "Hộp thư ubndxa.puxi@gmail.com", "xaquaicang@gmail.com",
        "Email: phongvhtt.tg@gmail.com", "hoalt@tuangiao.dienbien.gov.vn", "thcs@quaicang.edu.vn",
        "Giá @ 5.000 đồng", "Trang tuangiao.gov.vn, mục 1.2", "a@b", "Đơn giá 3 @ 2.500",
    ],
)  # fmt: skip
def test_an_offices_is_let_be(text: str) -> None:
    assert [hit for hit in scan_text(text) if hit.kind is HitKind.MAIL] == []
