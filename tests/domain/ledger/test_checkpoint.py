"""Published keys and sealed heads, read back from their text."""

import pytest

from sokehoach.domain.ledger.checkpoint import LOG, Key, NotACheckpoint, read_key

KEY = Key("so-ke-hoach/1f0c3a5e", LOG, bytes(range(32)))


def test_a_key_reads_back_from_its_line() -> None:
    assert read_key(f"{KEY}\n") == KEY


def test_a_key_under_the_mark_of_another_is_refused() -> None:
    other = Key(KEY.name, LOG, bytes(32))
    name, _, content = str(KEY).split("+", 2)
    with pytest.raises(NotACheckpoint, match="chép thiếu hoặc sai chữ"):
        read_key(f"{name}+{other.mark.hex()}+{content}")


def test_a_key_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(NotACheckpoint):
        read_key(str(Key(KEY.name, 0x02, KEY.public)))


@pytest.mark.parametrize("line", ["", "name", "name+00000000", "a b+00000000+AAAA", "name+00000000+***"])
def test_what_is_no_key_is_refused(line: str) -> None:
    with pytest.raises(NotACheckpoint):
        read_key(line)
