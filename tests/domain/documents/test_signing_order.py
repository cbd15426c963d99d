"""A clerk is told what happened to a signed file, in order, and whether that is the usual way."""

from dataclasses import replace

import pytest

from sokehoach.domain.documents.signatures import Certificate, Integrity, Signature, Trust, Validity
from sokehoach.domain.documents.signing_order import (
    DeedKind,
    SigningDeed,
    SigningWay,
    find_signing_way,
    is_agency_name,
    list_signing_steps,
)

PERSON, AGENCY, COPYIST = "Lò Văn Chung", "Ủy ban nhân dân tỉnh Ví Dụ", "TRUNG TÂM CÔNG BÁO"


def signed(name: str, minute: int, **more: object) -> Signature:
    certificate = Certificate(
        name, "Cơ quan chủ quản", "", "CA", "1F", "2020-01-01T00:00:00+00:00", "2030-01-01T00:00:00+00:00"
    )
    facts = Signature(
        f"S{minute}", (certificate,), Integrity.SIGNED_ON, Trust.UNKNOWN_ROOT, Validity.VALID,
        claimed_at=f"2024-11-15T17:{minute:02}:00+07:00",
    )  # fmt: skip
    return replace(facts, **more)


LEADER = signed(PERSON, 1, page=4, across=0.7, up=0.3)
SEAL = signed(AGENCY, 2, page=4, across=0.6, up=0.3)
NUMBER = signed(AGENCY, 3, page=1, across=0.36, up=0.86, text="565")
DAY = signed(AGENCY, 4, page=1, across=0.67, up=0.86, text="15")
COPY = signed(COPYIST, 5, page=1, across=0.8, up=0.96, text="TRUNG TÂM CÔNG BÁO 18.11.2024", integrity=Integrity.INTACT)


def test_it_works() -> None:
    signatures = [LEADER, SEAL, NUMBER, DAY, COPY]
    steps = list_signing_steps(signatures)
    assert [(step.signer, step.deeds) for step in steps] == [
        (PERSON, (SigningDeed(DeedKind.SIGN, 4),)),
        (
            AGENCY,
            (SigningDeed(DeedKind.SEAL, 4), SigningDeed(DeedKind.NUMBER, 1, "565"), SigningDeed(DeedKind.DAY, 1, "15")),
        ),
        (COPYIST, (SigningDeed(DeedKind.TEXT, 1, "TRUNG TÂM CÔNG BÁO 18.11.2024"),)),
    ]
    assert [step.organisation for step in steps] == ["Cơ quan chủ quản", "", ""]
    assert steps[0].moment == LEADER.signed_at
    assert find_signing_way(signatures) is SigningWay.USUAL


@pytest.mark.parametrize(
    ("signatures", "way"),
    [
        ([LEADER], SigningWay.NO_AGENCY),
        ([SEAL], SigningWay.NO_PERSON),
        ([SEAL, LEADER], SigningWay.AGENCY_BEFORE_PERSON),
        ([LEADER, SEAL, replace(LEADER, field="again")], SigningWay.AGENCY_BEFORE_PERSON),
        ([replace(LEADER, integrity=Integrity.ADDED), SEAL], SigningWay.ADDED),
        ([LEADER, replace(SEAL, integrity=Integrity.UNKNOWN)], SigningWay.UNCHECKED),
        (
            [replace(LEADER, integrity=Integrity.ADDED), replace(SEAL, integrity=Integrity.UNKNOWN)],
            SigningWay.UNCHECKED,
        ),
        ([replace(LEADER, integrity=Integrity.CHANGED), SEAL], SigningWay.DAMAGED),
        ([LEADER, replace(SEAL, integrity=Integrity.BROKEN)], SigningWay.DAMAGED),
    ],
)
def test_an_unusual_way_is_recognised(signatures: list[Signature], way: SigningWay) -> None:
    assert find_signing_way(signatures) is way


def test_a_stamp_of_time_is_no_signer() -> None:
    stamp = replace(signed("Máy dấu thời gian", 6), timestamp=True)
    assert find_signing_way([LEADER, SEAL, stamp]) is SigningWay.USUAL
    assert list_signing_steps([LEADER, SEAL, stamp])[-1].deeds == (SigningDeed(DeedKind.TIMESTAMP, 0),)
    assert find_signing_way([LEADER, stamp]) is SigningWay.NO_AGENCY


def test_digits_elsewhere_are_no_number() -> None:
    for elsewhere in (replace(NUMBER, page=2), replace(NUMBER, up=0.4), replace(NUMBER, text="ngày 15 tháng 11")):
        assert list_signing_steps([elsewhere])[0].deeds[0].kind is DeedKind.TEXT


@pytest.mark.parametrize("name", ["UBND xã Pú Xi", "Sở Y tế", "VĂN PHÒNG", "Đoàn Thanh niên", "Công an tỉnh Ví Dụ"])
def test_an_agency_is_known_by_its_name(name: str) -> None:
    assert is_agency_name(name)


@pytest.mark.parametrize("name", ["Đoàn Văn Ban", "Lò Văn Chung", "Vũ Thị Sổ", "Bùi Công An", "", "Ma Thị Hội"])
def test_a_person_is_no_agency(name: str) -> None:
    assert not is_agency_name(name)


def test_none_is_an_error() -> None:
    with pytest.raises(ValueError, match="no signature"):
        find_signing_way([])
