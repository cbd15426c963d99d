"""Published keys and sealed heads, read back from their text."""

import pytest

from sokehoach.domain.ledger.checkpoint import (
    LOG,
    WITNESS,
    Checkpoint,
    CheckpointFormatError,
    NoteSignature,
    TreeHead,
    VerifierKey,
    build_signed_message,
    parse_note,
    parse_verifier_key,
)

KEY = VerifierKey("so-ke-hoach/1f0c3a5e", LOG, bytes(range(32)))


def test_a_key_reads_back_from_its_line() -> None:
    assert parse_verifier_key(f"{KEY}\n") == KEY


def test_a_key_under_the_mark_of_another_is_refused() -> None:
    other = VerifierKey(KEY.name, LOG, bytes(32))
    name, _, content = str(KEY).split("+", 2)
    with pytest.raises(CheckpointFormatError, match="chép thiếu hoặc sai chữ"):
        parse_verifier_key(f"{name}+{other.mark.hex()}+{content}")


def test_a_key_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(CheckpointFormatError):
        parse_verifier_key(str(VerifierKey(KEY.name, 0x02, KEY.public)))


@pytest.mark.parametrize("name", ["", "so ke hoach"])
def test_a_key_without_a_name_or_with_a_space_in_it_is_refused(name: str) -> None:
    with pytest.raises(CheckpointFormatError, match="một dòng"):
        parse_verifier_key(str(VerifierKey(name, LOG, KEY.public)))


@pytest.mark.parametrize("line", ["", "name", "name+00000000", "a b+00000000+AAAA", "name+00000000+***"])
def test_what_is_no_key_is_refused(line: str) -> None:
    with pytest.raises(CheckpointFormatError):
        parse_verifier_key(line)


HEAD = TreeHead("so-ke-hoach", 8, "ab" * 32, 1_624_300_000)
NOTE = Checkpoint(
    HEAD, (NoteSignature(KEY.name, KEY.mark, bytes(64)), NoteSignature("nguoi-chung", b"mark", bytes(72)))
)


def test_a_sealed_head_reads_back_from_its_text() -> None:
    assert parse_note(NOTE.text()) == NOTE


@pytest.mark.parametrize(
    "text",
    [
        Checkpoint(HEAD, ()).text(),  # nobody signed
        NOTE.text().replace("\n8\n", "\n08\n"),
        NOTE.text().rstrip("\n"),
        Checkpoint(TreeHead("so-ke-hoach", 8, "ab" * 31, 1_624_300_000), NOTE.signatures).text(),
    ],
)
def test_a_sealed_head_that_is_incomplete_or_retyped_is_refused(text: str) -> None:
    with pytest.raises(CheckpointFormatError, match="chép thiếu hoặc sai chữ"):
        parse_note(text)


@pytest.mark.parametrize(
    "text", ["", "a\n\nb", NOTE.text().replace("\ntime ", "\nTime "), NOTE.text().replace("—", "-")]
)
def test_what_is_no_sealed_head_is_refused(text: str) -> None:
    with pytest.raises(CheckpointFormatError, match="không phải"):
        parse_note(text)


def test_the_signature_of_a_key_is_found_by_name_and_mark_together() -> None:
    assert NOTE.find_signature(KEY) == NOTE.signatures[0]
    assert NOTE.find_signature(VerifierKey(KEY.name, LOG, bytes(32))) is None


def test_a_witness_signs_its_own_time_before_the_head() -> None:
    body = (1_624_400_000).to_bytes(8) + b"s" * 64
    message, signature = build_signed_message(HEAD, NoteSignature("nguoi-chung", b"mark", body), WITNESS)
    assert message.decode() == f"cosignature/v1\ntime 1624400000\n{HEAD.text()}"
    assert signature == b"s" * 64
    own = NoteSignature(KEY.name, KEY.mark, b"o" * 64)
    assert build_signed_message(HEAD, own, LOG) == (HEAD.text().encode(), b"o" * 64)
