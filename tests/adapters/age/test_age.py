"""Locked and opened; a file that another program of age has written; everything else refused."""

from base64 import b64decode
from io import BytesIO

import pytest

from sokehoach.adapters.age.files import (
    CHUNK,
    DecryptingReader,
    DecryptionError,
    EncryptingWriter,
    decrypt_bytes,
    encrypt_bytes,
)
from sokehoach.adapters.age.keys import Identity, InvalidKeyError, Recipient

MINE = Identity.new()


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7])
def test_it_works(size: int) -> None:
    content = bytes(n % 251 for n in range(size))
    locked = encrypt_bytes(content, MINE.recipient)
    assert content[:50] not in locked or size < 8
    assert decrypt_bytes(locked, MINE) == content


def test_what_is_written_piece_by_piece_is_the_same() -> None:
    into = BytesIO()
    with EncryptingWriter(into, MINE.recipient) as inner:
        for n in range(300):
            inner.write(bytes([n % 256]) * 999)
    into.seek(0)
    assert DecryptingReader(into, MINE).read() == b"".join(bytes([n % 256]) * 999 for n in range(300))


def test_keys_are_read_as_they_are_written() -> None:
    assert str(Identity.read(f"# khóa\n\n{MINE}\n")) == str(MINE)
    assert str(Recipient.read(str(MINE.recipient))) == str(MINE.recipient)
    assert str(MINE).startswith("AGE-SECRET-KEY-1")
    assert str(MINE.recipient).startswith("age1")


@pytest.mark.parametrize("place", [4, 20, 61])
def test_a_key_with_a_letter_changed_is_refused(place: int) -> None:
    told = str(MINE.recipient)
    other = "q" if told[place] != "q" else "p"
    with pytest.raises(InvalidKeyError, match="sai chữ"):
        Recipient.read(told[:place] + other + told[place + 1 :])


@pytest.mark.parametrize(
    "told", ["", "age1", "age1b", "x" * 62, "AGE1qqq", pytest.param(str(MINE), id="the key that opens")]
)
def test_what_is_no_key_is_refused(told: str) -> None:
    with pytest.raises(InvalidKeyError):
        Recipient.read(told)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(DecryptionError, match="không mở được"):
        decrypt_bytes(encrypt_bytes(b"x", MINE.recipient), Identity.new())


def test_every_letter_counts() -> None:
    locked = encrypt_bytes(b"so ke hoach", MINE.recipient)
    for place in range(len(locked)):
        spoilt = bytearray(locked)
        spoilt[place] ^= 1
        with pytest.raises(DecryptionError):
            decrypt_bytes(bytes(spoilt), MINE)


@pytest.mark.parametrize("left", [CHUNK + 16, 2 * (CHUNK + 16), 2 * (CHUNK + 16) + 40])
def test_a_file_that_was_cut_off_does_not_open(left: int) -> None:
    locked = encrypt_bytes(bytes(3 * CHUNK), MINE.recipient)
    head = len(locked) - 3 * (CHUNK + 16)
    with pytest.raises(DecryptionError, match="cắt"):
        decrypt_bytes(locked[: head + left], MINE)


def test_what_broke_off_half_way_does_not_look_whole() -> None:
    into = BytesIO()
    with pytest.raises(RuntimeError), EncryptingWriter(into, MINE.recipient) as inner:  # noqa: PT012
        inner.write(bytes(100_000))
        raise RuntimeError
    with pytest.raises(DecryptionError):
        decrypt_bytes(into.getvalue(), MINE)


@pytest.mark.parametrize(
    "content", [b"", b"x", b"PK\3\4", b"age-encryption.org/v1\n", b"age-encryption.org/v1\n--- \n"]
)
def test_what_is_no_such_file_is_refused(content: bytes) -> None:
    with pytest.raises(DecryptionError):
        decrypt_bytes(content, MINE)


def test_a_file_of_another_program_opens() -> None:
    """Written by rage (the Rust implementation), for a key that it made."""
    assert decrypt_bytes(b64decode(RAGE_FILE), Identity.read(RAGE_KEY)) == "Sổ Kế hoạch".encode()
    assert str(Identity.read(RAGE_KEY).recipient) == RAGE_PUBLIC


RAGE_KEY = "AGE-SECRET-KEY-1YSV5N3ENNTHEYWHE7SRKGJ4XTD2623LM3UZLAEDTRA98YTXT90FSM9J093"  # of nobody: made for this test
RAGE_PUBLIC = "age1wezvggmp546pm59ezrkzrfugapasx2eypcm4pvzk6xnaps6css0svn9fne"
RAGE_FILE = (
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBoS2JING5KeUp4RjVDdkxidFB6L1RyTG9RdTY2a0o2Ukc1SlRJYzQz"
    "SjA0CnUxSmtCSC9VMkdJOUlHOTdlWGMwQ21Zek5ONjdxYmJMTUJHVDFuQ1FNRjQKLT4gU0k8QjU1LWdyZWFzZSArago3WDls"
    "RzlJSmNzTUNwcmNrbnJieEZxNFlwcXlKR3gvQ2FDbUZMQ1VaK2d6QXpxcis2b09oUTA5Vy92eEZaK0tQClJGaTBSbUlwb2x0"
    "dmtLaW0zdGJZYXdUa2dXcDJzMDNlRkZNCi0tLSBVRGJ5NmJOUUR4Y25IejE3cGtkbU4zTUI4Y0JxUndJRklvc1QzcEFiMmQ4"
    "Cp32Ja3dPAyusuLpgjEmNskRpsgt+AsZE2XVuMGgOkUfVwLEGDHFZina2R6bUiAdd9c="
)
