"""Whose name and office stand beneath the text."""

import pytest

from sokehoach.domain.documents.parts import SignatureBlock, build_signed_block

FOR_ALL = "TM. Ủy ban nhân dân"


@pytest.mark.parametrize(
    ("authority", "title", "signed"),
    [
        ((FOR_ALL, "Chủ tịch"), "Chủ tịch", (FOR_ALL, "Chủ tịch")),
        ((FOR_ALL, "CHỦ TỊCH"), "Phó Chủ tịch", (FOR_ALL, "KT. CHỦ TỊCH", "Phó Chủ tịch")),
        (
            (FOR_ALL, "KT. Chủ tịch", "Phó Chủ tịch"),
            "Phó Chủ tịch",
            (FOR_ALL, "KT. Chủ tịch", "Phó Chủ tịch"),
        ),
        ((FOR_ALL, "KT. Chủ tịch", "Phó Chủ tịch"), "Chủ tịch", (FOR_ALL, "Chủ tịch")),
        (("TRƯỞNG PHÒNG",), "Phó trưởng phòng", ("KT. TRƯỞNG PHÒNG", "Phó trưởng phòng")),
        (("TRƯỞNG PHÒNG",), "Chuyên viên", ("TRƯỞNG PHÒNG",)),
        (("TRƯỞNG PHÒNG",), "", ("TRƯỞNG PHÒNG",)),
        ((), "Chủ tịch", ()),
    ],
)
def test_who_signs(authority: tuple[str, ...], title: str, signed: tuple[str, ...]) -> None:
    told = build_signed_block(SignatureBlock(authority), name="Lò Văn Minh", title=title)
    assert told == SignatureBlock(signed, "Lò Văn Minh")
