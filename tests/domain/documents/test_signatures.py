"""What an official is told of a digital signature: every mixture of facts has its words."""

import itertools
from dataclasses import replace
from datetime import datetime

import pytest

from sokehoach.domain.documents.signatures import (
    Certificate,
    Integrity,
    Signature,
    Trust,
    Validity,
    assess_signature,
    parse_signature,
)
from sokehoach.domain.messages import TranslatableText

HOLDER = Certificate("Người Ký", "Cơ quan", "", "CA", "1F", "2020-01-01T00:00:00+00:00", "2030-01-01T00:00:00+00:00")


def signature(integrity: Integrity, trust: Trust, validity: Validity) -> Signature:
    return Signature("A", (HOLDER,), integrity, trust, validity, claimed_at="2021-03-04T14:07:00+07:00")


def test_it_works() -> None:
    told = assess_signature(signature(Integrity.INTACT, Trust.TRUSTED, Validity.VALID))
    assert (told.tone, told.headline, told.advice) == ("good", "Hợp lệ", "")
    assert told.points[0] == "Tệp không thay đổi từ khi ký."


@pytest.mark.parametrize(("integrity", "trust", "validity"), list(itertools.product(Integrity, Trust, Validity)))
def test_only_what_is_whole_trusted_and_in_time_is_good(integrity: Integrity, trust: Trust, validity: Validity) -> None:
    one = signature(integrity, trust, validity)
    told = assess_signature(one)
    whole = integrity in (Integrity.INTACT, Integrity.SIGNED_ON)
    in_time = validity in (Validity.VALID, Validity.UNKNOWN)
    assert (told.tone == "good") == (whole and trust is Trust.TRUSTED and in_time)
    assert one.good == (told.tone == "good" or told.headline == "Nguyên vẹn, chưa xác minh gốc")
    assert told.headline
    assert told.points
    said = (told.headline, *told.points, told.advice)
    assert [text for text in said if text and not isinstance(text, TranslatableText)] == []
    assert (told.advice == "") == (told.tone == "good")
    assert parse_signature(one.as_json()) == one


@pytest.mark.parametrize("integrity", [Integrity.CHANGED, Integrity.BROKEN])
def test_what_does_not_hold_is_bad_whoever_vouches_for_it(integrity: Integrity) -> None:
    for trust, validity in itertools.product(Trust, Validity):
        assert assess_signature(signature(integrity, trust, validity)).tone == "bad"


def test_of_a_signature_that_cannot_be_read_nothing_is_said_of_its_holder() -> None:
    told = assess_signature(Signature("", (), Integrity.BROKEN, Trust.UNKNOWN_ROOT, Validity.UNKNOWN))
    assert len(told.points) == 1


CLAIMED = "Thời điểm ký do máy của người ký ghi, không có dấu thời gian của bên thứ ba."


@pytest.mark.parametrize("integrity", Integrity)
def test_a_time_that_the_signer_alone_states_is_pointed_out(integrity: Integrity) -> None:
    stated = signature(integrity, Trust.TRUSTED, Validity.VALID)
    readable = integrity not in (Integrity.BROKEN, Integrity.UNKNOWN)
    assert (CLAIMED in assess_signature(stated).points) == readable
    assert CLAIMED not in assess_signature(replace(stated, stamped_at=stated.claimed_at)).points
    assert CLAIMED not in assess_signature(replace(stated, claimed_at="")).points
    assert assess_signature(replace(stated, note="Khóa yếu.")).points[-1] == "Khóa yếu."


def test_a_stamped_time_counts_before_the_claimed_one() -> None:
    stated = signature(Integrity.INTACT, Trust.TRUSTED, Validity.VALID)
    stamped = replace(stated, stamped_at="2021-03-04T15:00:00+07:00")
    assert (stated.signed_at, stamped.signed_at) == (
        datetime.fromisoformat("2021-03-04T14:07:00+07:00"),
        datetime.fromisoformat("2021-03-04T15:00:00+07:00"),
    )
    assert replace(stated, claimed_at="").signed_at is None
    assert len(assess_signature(replace(stamped, chain=())).points) == 1
    assert assess_signature(stamped).points[1:] == (
        "Chứng thư số dẫn đến một gốc tin cậy của đơn vị.",
        "Chứng thư số còn hiệu lực vào lúc ký.",
    )
    assert (stated.signer, replace(stated, chain=()).signer) == ("Người Ký", "")
