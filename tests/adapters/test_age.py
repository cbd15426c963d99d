"""Backups are encrypted and decrypted; a file that another program of age has written; everything else is refused."""

import errno
from base64 import b64decode
from io import BytesIO

import pytest

from sokehoach.adapters import age

IDENTITY = age.Identity.generate()
CHUNK = 64 * 1024


def encrypt(content: bytes) -> bytes:
    target = BytesIO()
    age.encrypt(BytesIO(content), target, IDENTITY.to_public())
    return target.getvalue()


def decrypt(content: bytes, identity: age.Identity = IDENTITY) -> bytes:
    target = BytesIO()
    age.decrypt(BytesIO(content), target, identity)
    return target.getvalue()


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 7])
def test_what_was_encrypted_is_decrypted(size: int) -> None:
    content = bytes(n % 251 for n in range(size))
    encrypted = encrypt(content)
    assert content[:50] not in encrypted or size < 8
    assert decrypt(encrypted) == content


def test_keys_are_read_as_they_are_written() -> None:
    assert str(age.parse_identity(f"# khóa\n\n{IDENTITY}\n")) == str(IDENTITY)
    assert str(age.parse_recipient(f" {IDENTITY.to_public()}\n")) == str(IDENTITY.to_public())
    assert str(IDENTITY).startswith("AGE-SECRET-KEY-1")


@pytest.mark.parametrize("place", [4, 20, 61])
def test_a_key_with_a_changed_letter_is_refused(place: int) -> None:
    key = str(IDENTITY.to_public())
    other = "q" if key[place] != "q" else "p"
    with pytest.raises(age.InvalidKeyError, match="sai chữ"):
        age.parse_recipient(key[:place] + other + key[place + 1 :])


@pytest.mark.parametrize(
    "text", ["", "age1", "age1b", "x" * 62, "AGE1qqq", pytest.param(str(IDENTITY), id="the secret key")]
)
def test_what_is_no_public_key_is_refused(text: str) -> None:
    with pytest.raises(age.InvalidKeyError):
        age.parse_recipient(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# a comment alone",
        "age1qqq",
        pytest.param(str(IDENTITY)[:-1], id="a letter too few"),
        pytest.param(str(IDENTITY.to_public()), id="the public key"),
    ],
)
def test_what_is_no_secret_key_is_refused(text: str) -> None:
    with pytest.raises(age.InvalidKeyError):
        age.parse_identity(text)


def test_another_key_decrypts_nothing() -> None:
    with pytest.raises(age.DecryptionError, match="không mở được"):
        decrypt(encrypt(b"x"), age.Identity.generate())


def test_a_change_of_any_byte_is_noticed() -> None:
    encrypted = encrypt(b"so ke hoach")
    for place in range(len(encrypted)):
        changed = bytearray(encrypted)
        changed[place] ^= 1
        with pytest.raises(age.DecryptionError):
            decrypt(bytes(changed))


@pytest.mark.parametrize("left", [CHUNK + 16, 2 * (CHUNK + 16), 2 * (CHUNK + 16) + 40])
def test_a_file_that_was_cut_off_is_refused(left: int) -> None:
    encrypted = encrypt(bytes(3 * CHUNK))
    head = len(encrypted) - 3 * (CHUNK + 16)
    with pytest.raises(age.DecryptionError, match="cắt"):
        decrypt(encrypted[: head + left])


@pytest.mark.parametrize(
    "content", [b"", b"x", b"PK\3\4", b"age-encryption.org/v1\n", b"age-encryption.org/v1\n--- \n"]
)
def test_what_is_no_encrypted_file_is_refused(content: bytes) -> None:
    with pytest.raises(age.DecryptionError):
        decrypt(content)


def test_a_full_disk_is_reported_as_such() -> None:
    class FullDisk(BytesIO):
        def write(self, content: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space") as raised:
        age.decrypt(BytesIO(encrypt(bytes(3 * CHUNK))), FullDisk(), IDENTITY)
    assert raised.value.errno == errno.ENOSPC
    with pytest.raises(OSError, match="No space"):
        age.encrypt(BytesIO(bytes(3 * CHUNK)), FullDisk(), IDENTITY.to_public())


def test_a_file_of_another_program_is_decrypted() -> None:
    """Written by rage before this library was used, for a key that it made."""
    assert decrypt(b64decode(RAGE_FILE), age.parse_identity(RAGE_KEY)) == "Sổ Kế hoạch".encode()
    assert str(age.parse_identity(RAGE_KEY).to_public()) == RAGE_PUBLIC


RAGE_KEY = "AGE-SECRET-KEY-1YSV5N3ENNTHEYWHE7SRKGJ4XTD2623LM3UZLAEDTRA98YTXT90FSM9J093"  # of nobody: made for this test
RAGE_PUBLIC = "age1wezvggmp546pm59ezrkzrfugapasx2eypcm4pvzk6xnaps6css0svn9fne"
RAGE_FILE = (
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBoS2JING5KeUp4RjVDdkxidFB6L1RyTG9RdTY2a0o2Ukc1SlRJYzQz"
    "SjA0CnUxSmtCSC9VMkdJOUlHOTdlWGMwQ21Zek5ONjdxYmJMTUJHVDFuQ1FNRjQKLT4gU0k8QjU1LWdyZWFzZSArago3WDls"
    "RzlJSmNzTUNwcmNrbnJieEZxNFlwcXlKR3gvQ2FDbUZMQ1VaK2d6QXpxcis2b09oUTA5Vy92eEZaK0tQClJGaTBSbUlwb2x0"
    "dmtLaW0zdGJZYXdUa2dXcDJzMDNlRkZNCi0tLSBVRGJ5NmJOUUR4Y25IejE3cGtkbU4zTUI4Y0JxUndJRklvc1QzcEFiMmQ4"
    "Cp32Ja3dPAyusuLpgjEmNskRpsgt+AsZE2XVuMGgOkUfVwLEGDHFZina2R6bUiAdd9c="
)
