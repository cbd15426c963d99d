"""The text of a token: `skh_<uid>_<secret>_<checksum>`, all in hexadecimal digits."""

import base64
import hashlib
import re
import secrets
import zlib
from dataclasses import dataclass

PREFIX = "skh"
_TOKEN = re.compile(r"skh_([0-9a-f]{12})_([0-9a-f]{64})_([0-9a-f]{8})", re.ASCII)


@dataclass(frozen=True, slots=True)
class TokenText:
    """`uid` finds the stored row, `secret` (256 random bits) proves that its holder was given it."""

    uid: str
    secret: str

    @property
    def text(self) -> str:
        return f"{PREFIX}_{self.uid}_{self.secret}_{_compute_checksum(self.uid, self.secret)}"

    @property
    def digest(self) -> str:
        """SHA-256 of the secret: it is random, so a slow hash would protect nothing more."""
        return hashlib.sha256(self.secret.encode()).hexdigest()


def draw_token() -> TokenText:
    return TokenText(secrets.token_hex(6), secrets.token_hex(32))


def parse_token(text: str) -> TokenText | None:
    """Returns None for what was never a token or was copied incompletely: its checksum tells without the database."""
    match = _TOKEN.fullmatch(text)
    if match is None or _compute_checksum(match[1], match[2]) != match[3]:
        return None
    return TokenText(match[1], match[2])


def parse_authorization(header: str) -> TokenText | None:
    """Returns the token of an Authorization header: `Bearer` (RFC 6750), `ApiToken` as clients of DHIS2 send it, or
    `Basic` with the token as password and any user name, for programs that know nothing else.
    """
    scheme, _space, credentials = header.strip().partition(" ")
    match scheme.lower():
        case "bearer" | "apitoken":
            return parse_token(credentials.strip())
        case "basic":
            try:
                decoded = base64.b64decode(credentials.strip(), validate=True).decode("ascii")
            except (ValueError, UnicodeDecodeError):
                return None
            return parse_token(decoded.rpartition(":")[2])
    return None


def _compute_checksum(uid: str, secret: str) -> str:
    return f"{zlib.crc32(f'{uid}_{secret}'.encode()):08x}"
