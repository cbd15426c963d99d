"""Published keys and sealed heads, read back from their text."""

import pytest

from sokehoach.domain.ledger.checkpoint import LOG, CheckpointFormatError, VerifierKey, parse_verifier_key

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


@pytest.mark.parametrize("line", ["", "name", "name+00000000", "a b+00000000+AAAA", "name+00000000+***"])
def test_what_is_no_key_is_refused(line: str) -> None:
    with pytest.raises(CheckpointFormatError):
        parse_verifier_key(line)
