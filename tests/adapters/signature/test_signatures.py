"""Who signed, when, on whose word, and whether anything was changed since: whatever the file, nothing is hidden."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sokehoach.adapters.signature import SignatureCheck, read_signatures, read_trusted_roots
from sokehoach.adapters.signature import pdf as checker
from sokehoach.domain.documents.signatures import (
    Integrity,
    Signature,
    Trust,
    Validity,
    assess_signature,
    parse_signature,
)
from tests.adapters.signature.signing import (
    NOW,
    YEAR,
    contents,
    holder,
    office,
    paper,
    person,
    root,
    signed,
    turned,
    twice,
    written_on,
)


def found(data: bytes, *, trusted: bool = False) -> SignatureCheck:
    """As the product asks, in a process of its own."""
    return read_signatures(data, roots=[root().pem] if trusted else [], at=NOW)


def here(data: bytes) -> list[Signature]:
    """In this process, which is quicker; our root is trusted."""
    told, _problem = checker.check_signatures(data, roots=[root().pem], at=NOW)
    return told


def test_it_works() -> None:
    """Two signatures one after the other, as a real plan has them: the person, then the office."""
    told = found(twice(), trusted=True)
    assert (told.signed, told.problem) == (True, "")
    first, second = told.signatures
    assert (first.signer, second.signer) == ("Lò Thị Thử", "Ủy ban nhân dân huyện Thung Mây")
    assert first.chain[0].organisation == "Ủy ban nhân dân huyện Thung Mây"
    assert first.chain[0].email == "thult@thungmay.example"
    assert [one.subject for one in first.chain] == ["Lò Thị Thử", "CA gốc thử nghiệm"]
    assert first.chain[0].issuer == "CA gốc thử nghiệm"
    assert first.chain[0].serial == f"{person().certificate.serial_number:X}"
    assert (first.integrity, second.integrity) == (Integrity.SIGNED_ON, Integrity.INTACT)
    assert {one.trust for one in told.signatures} == {Trust.TRUSTED}
    assert {one.validity for one in told.signatures} == {Validity.VALID}
    assert (first.added, second.added) == (1, 0)
    assert first.algorithm == "RSA, SHA-256"
    assert abs(datetime.fromisoformat(first.claimed_at) - NOW) < timedelta(hours=1)
    assert all(assess_signature(one).headline == "Hợp lệ" for one in told.signatures)


def test_without_a_root_of_ours_the_chain_is_shown_and_said_to_be_unverified() -> None:
    first, _second = found(twice()).signatures
    assert first.trust is Trust.UNKNOWN_ROOT
    assert [one.subject for one in first.chain] == ["Lò Thị Thử", "CA gốc thử nghiệm"]
    assert "Chưa xác minh được gốc tin cậy của chứng thư số." in assess_signature(first).points
    assert first.good


def broken_byte(data: bytes) -> bytes:
    """One byte of the first page, which both signatures cover."""
    at = data.index(b"/MediaBox")
    return data[:at] + b"/MediaBux" + data[at + 9 :]


def emptied(data: bytes, at: int) -> bytes:
    begin, end = contents(data, at)
    return data[:begin] + b"0" * (end - begin) + data[end:]


def truncated(data: bytes, at: int) -> bytes:
    """The second half of the signature's own bytes is gone."""
    begin, end = contents(data, at)
    half = (end - begin) // 8 // 2 * 2
    return data[: begin + half] + b"0" * (end - begin - half) + data[end:]


def forged(data: bytes) -> bytes:
    """The first signature with a digit of its certificate's key changed: it no longer fits."""
    begin, end = contents(data, 0)
    raw = bytearray(bytes.fromhex(data[begin:end].decode()))
    at = raw.rindex(b"\x02\x03\x01\x00\x01") - 20  # in the signer's modulus or the authority's
    raw[at] ^= 1
    return data[:begin] + raw.hex().encode() + data[end:]


type Signing = Callable[[], bytes]

# what was done → (integrity, trust, validity) of each signature in order, with our root trusted
MATRIX: dict[str, tuple[Signing, list[tuple[Integrity, Trust, Validity]]]] = {
    "signed once": (
        lambda: signed(paper(), person(), "A"),
        [(Integrity.INTACT, Trust.TRUSTED, Validity.VALID)],
    ),
    "a byte changed after both": (
        lambda: broken_byte(twice()),
        [(Integrity.CHANGED, Trust.TRUSTED, Validity.VALID)] * 2,
    ),
    "a note written on after both": (
        lambda: written_on(twice()),
        [(Integrity.ADDED, Trust.TRUSTED, Validity.VALID)] * 2,
    ),
    "a page turned after both": (
        lambda: turned(twice()),
        [(Integrity.ADDED, Trust.TRUSTED, Validity.VALID)] * 2,
    ),
    "a note between the two": (
        lambda: signed(written_on(signed(paper(), person(), "A")), office(), "B"),
        [(Integrity.ADDED, Trust.TRUSTED, Validity.VALID), (Integrity.INTACT, Trust.TRUSTED, Validity.VALID)],
    ),
    "signed after the certificate's end": (
        lambda: signed(paper(), holder("A", "B", by=root(), valid=(NOW - 3 * YEAR, NOW - YEAR)), "A"),
        [(Integrity.INTACT, Trust.REFUSED, Validity.EXPIRED)],
    ),
    "signed before the certificate's first day": (
        lambda: signed(paper(), holder("A", "B", by=root(), valid=(NOW + YEAR, NOW + 2 * YEAR)), "A"),
        [(Integrity.INTACT, Trust.REFUSED, Validity.NOT_YET)],
    ),
    "by a certificate that vouches for itself": (
        lambda: signed(paper(), holder("Ai đó", "Không rõ"), "A"),
        [(Integrity.INTACT, Trust.SELF_SIGNED, Validity.VALID)],
    ),
    "by another authority": (
        lambda: signed(paper(), holder("A", "B", by=holder("CA lạ", "Nơi khác", authority=True)), "A"),
        [(Integrity.INTACT, Trust.UNKNOWN_ROOT, Validity.VALID)],
    ),
    "the second signature emptied": (
        lambda: emptied(twice(), 1),
        [
            (Integrity.SIGNED_ON, Trust.TRUSTED, Validity.VALID),
            (Integrity.BROKEN, Trust.UNKNOWN_ROOT, Validity.UNKNOWN),
        ],
    ),
    "the only signature cut short": (
        lambda: truncated(signed(paper(), person(), "A"), 0),
        [(Integrity.BROKEN, Trust.UNKNOWN_ROOT, Validity.UNKNOWN)],
    ),
    "no signature": (paper, []),
}  # fmt: skip


@pytest.mark.parametrize("what", MATRIX)
def test_what_was_done_to_the_file_is_told(what: str) -> None:
    make, expected = MATRIX[what]
    told = here(make())
    assert [(one.integrity, one.trust, one.validity) for one in told] == expected
    for one in told:
        assert assess_signature(one).headline
        assert assess_signature(one).points
        assert one.good == (assess_signature(one).tone != "bad" and one.integrity is not Integrity.ADDED)
        assert one.good or assess_signature(one).advice


def test_a_stamp_of_the_time_counts_more_than_the_signers_clock() -> None:
    moment = NOW - timedelta(days=30)
    (one,) = here(signed(paper(), person(), "A", stamped_at=moment))
    assert datetime.fromisoformat(one.stamped_at) == moment
    assert one.signed_at == moment
    assert not any("máy của người ký" in point for point in assess_signature(one).points)


def test_a_certificate_that_ended_since_was_good_when_the_stamp_says_so() -> None:
    old = holder("A", "B", by=root(), valid=(NOW - 3 * YEAR, NOW - YEAR))
    (one,) = here(signed(paper(), old, "A", stamped_at=NOW - 2 * YEAR))
    assert one.validity is Validity.VALID


def test_a_kind_that_is_not_known_is_shown_as_that() -> None:
    data = signed(paper(), person(), "A").replace(b"/adbe.pkcs7.detached", b"/vgca.pkcs7.detached")
    (one,) = here(data)
    assert one.integrity is Integrity.UNKNOWN
    assert one.signer == "Lò Thị Thử"
    assert assess_signature(one).headline == "Chưa kiểm tra được"
    assert "vgca" in one.note


def test_an_algorithm_that_is_not_known_is_shown_as_that() -> None:
    data = signed(paper(), person(), "A")
    begin, end = contents(data, 0)
    raw = bytes.fromhex(data[begin:end].decode())
    sha256, unknown = bytes.fromhex("0609608648016503040201"), bytes.fromhex("06096086480165030402ff")[:11]
    strange = raw.replace(sha256, unknown[:10] + b"\x7f")
    (one,) = here(data[:begin] + strange.hex().encode() + data[end:])
    assert one.integrity in (Integrity.UNKNOWN, Integrity.BROKEN)
    assert assess_signature(one).tone in ("doubt", "bad")


def test_a_file_cut_in_its_middle_still_says_that_it_was_signed() -> None:
    data = twice()
    for part in (len(data) // 2, len(data) - 200, len(data) - 20):
        told = found(data[:part])
        assert told.signed
        assert told.signatures or told.problem


def test_what_is_no_pdf_bears_no_signature() -> None:
    assert found(b"PK\x03\x04 whatever") == SignatureCheck((), signed=False)
    assert found(b"%PDF-1.7 and nothing more") == SignatureCheck((), signed=False)


def test_it_comes_back_from_json_as_it_was() -> None:
    for one in found(twice()).signatures:
        assert parse_signature(one.as_json()) == one


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 1_000_000), st.binary(min_size=1, max_size=6))
def test_no_change_of_signed_bytes_is_ever_called_intact(at: int, change: bytes) -> None:
    """Whatever bytes are put in the place of others: no signature over them stays good, and nothing is raised."""
    data = twice()
    at %= len(data) - len(change)
    spoilt = data[:at] + change + data[at + len(change) :]
    told, _problem = checker.check_signatures(spoilt, roots=[root().der], at=NOW)
    if spoilt == data:
        return
    inside = [contents(data, n) for n in (0, 1)]
    if any(begin <= at and at + len(change) <= end for begin, end in inside):
        return  # in the signature's own bytes: spaces at its end mean nothing
    assert not any(one.integrity is Integrity.INTACT for one in told)


def test_roots_are_the_certificates_in_a_folder(tmp_path: Path) -> None:
    assert read_trusted_roots(tmp_path / "absent") == []
    (tmp_path / "a.pem").write_bytes(root().pem)
    (tmp_path / "b.der").write_bytes(office().der)
    (tmp_path / "README").write_text("gốc tin cậy")
    (tmp_path / "c.crt").write_bytes(b"not a certificate")
    roots = read_trusted_roots(tmp_path)
    assert roots == [root().pem, office().der, b"not a certificate"]
    first, _second = read_signatures(twice(), roots=roots, at=NOW).signatures
    assert first.trust is Trust.TRUSTED
