"""Domain names of websites: never a page, a personal account or an IP address.

A proposal to block names a site; a path or a query could identify a person.
"""

import re

from sokehoach.domain.messages import say

_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_MAX_LENGTH = 253  # RFC 1035


class InvalidDomainError(ValueError):
    """Not a domain name. The message is a Vietnamese sentence for the user."""


def is_domain(text: str) -> bool:
    """Whether it is a domain name as `parse_domain` writes it."""
    try:
        return parse_domain(text) == text
    except InvalidDomainError:
        return False


def parse_domain(typed: str) -> str:
    """Normalise a domain name: «WWW.Ví-Dụ.vn.» → «www.xn--v-d-rma6749a.vn», in lower case and punycode."""
    text = typed.strip().lower().rstrip(".")
    if not text:
        raise InvalidDomainError(say("Chưa ghi tên miền."))
    if "://" in text or any(letter in text for letter in "/?#@:\\"):
        raise InvalidDomainError(say("Chỉ ghi tên miền, ví dụ vidu.com: không ghi http, đường dẫn hay tài khoản."))
    try:
        text = text.encode("idna").decode("ascii")
    except UnicodeError:
        raise InvalidDomainError(say("Tên miền không hợp lệ.")) from None
    labels = text.split(".")
    if len(labels) > 1 and labels[-1].isdigit():
        raise InvalidDomainError(say("Ghi tên miền, không ghi địa chỉ IP."))
    if len(labels) < 2 or len(text) > _MAX_LENGTH or not all(_LABEL.fullmatch(label) for label in labels):
        raise InvalidDomainError(say("Tên miền không hợp lệ, ví dụ đúng: vidu.com, trang.vidu.vn."))
    return text
