"""Whose name and office stand beneath the text."""

import pytest

from sokehoach.domain.documents.parts import (
    SignatureBlock,
    build_signed_block,
    list_signing_titles,
    may_sign_as,
)

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
        ((FOR_ALL, "CHỦ TỊCH"), "Phó Chủ tịch UBND xã", (FOR_ALL, "KT. CHỦ TỊCH", "Phó Chủ tịch")),
        ((FOR_ALL, "CHỦ TỊCH"), "Chủ tịch UBND xã", (FOR_ALL, "CHỦ TỊCH")),
        (("GIÁM ĐỐC",), "Quyền Giám đốc", ("Q. GIÁM ĐỐC",)),
        ((FOR_ALL, "KT. CHỦ TỊCH", "Phó Chủ tịch"), "Q. Chủ tịch", (FOR_ALL, "Q. CHỦ TỊCH")),
        (("GIÁM ĐỐC",), "Quyền Trưởng phòng", ("GIÁM ĐỐC",)),
    ],
)
def test_who_signs(authority: tuple[str, ...], title: str, signed: tuple[str, ...]) -> None:
    told = build_signed_block(SignatureBlock(authority), name="Lò Văn Minh", title=title)
    assert told == SignatureBlock(signed, "Lò Văn Minh")


@pytest.mark.parametrize(
    ("authority", "titles"),
    [
        (("TRƯỞNG PHÒNG",), ("Trưởng phòng", "Phó Trưởng phòng")),
        ((FOR_ALL, "KT. CHỦ TỊCH", "Phó Chủ tịch"), ("Chủ tịch", "Phó Chủ tịch")),
        (("Giám đốc Sở",), ("Giám đốc Sở", "Phó Giám đốc Sở")),
        ((), ()),
    ],
)
def test_offices_are_chosen_as_accounts_have_them(authority: tuple[str, ...], titles: tuple[str, ...]) -> None:
    assert list_signing_titles(SignatureBlock(authority)) == titles


def test_a_head_who_is_chosen_signs_in_the_words_of_the_block() -> None:
    block = SignatureBlock(("TRƯỞNG PHÒNG",))
    head, deputy = list_signing_titles(block)
    assert build_signed_block(block, name="", title=head).authority == ("TRƯỞNG PHÒNG",)
    assert build_signed_block(block, name="", title=deputy).authority == ("KT. TRƯỞNG PHÒNG", "Phó Trưởng phòng")


@pytest.mark.parametrize(
    ("authority", "title", "may"),
    [
        (("GIÁM ĐỐC",), "Giám đốc", True),
        (("GIÁM ĐỐC",), "Phó Giám đốc Sở Tài chính", True),
        (("GIÁM ĐỐC",), "Quyền Giám đốc", True),
        (("Giám đốc Sở",), "Phó Giám đốc", True),
        (("Giám đốc Sở",), "Giám đốc Trung tâm", False),
        (("CHÁNH VĂN PHÒNG",), "Chánh", False),
        (("GIÁM ĐỐC",), "Phó Trưởng phòng", False),
        (("GIÁM ĐỐC",), "Chuyên viên", False),
        (("GIÁM ĐỐC",), "", True),
        (("TRƯỞNG PHÒNG",), "Trưởng phòngban", False),
        (("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Giám đốc", True),
        ((), "Chuyên viên", True),
    ],
)
def test_no_office_stands_above_the_name_of_who_does_not_hold_it(
    authority: tuple[str, ...], title: str, may: bool
) -> None:
    assert may_sign_as(SignatureBlock(authority), title) is may
