"""User names of staff: what one is, which to propose, and which reads like that of an office."""

import re
from collections.abc import Container

from sokehoach.domain.text import fold_accents

_USERNAME = re.compile(r"[a-z0-9._-]{3,60}")
_MIN_LETTERS, _MAX_LETTERS = 3, 60
_DESKS = (
    "vanthu", "vanphong", "ubnd", "uyban", "congan", "phong", "trungtam", "tramyte", "admin", "quantri", "test",
    "lanhdao", "chutich", "dungchung", "taikhoan", "baocao", "tonghop", "xa", "huyen", "thitran", "cq",
)  # fmt: skip


def is_username(text: str) -> bool:
    """Whether it has 3 to 60 small letters without accents, digits, dots, hyphens, underscores."""
    return _USERNAME.fullmatch(text) is not None


def propose_username(full_name: str, usernames: Container[str]) -> str:
    """Return the given name and the initials of the others («Lò Thị Lan»: «lan.lt»).

    With a number where `usernames` has it.
    """
    folded_names = [letters for name in fold_accents(full_name).split() if (letters := re.sub(r"[^a-z]", "", name))]
    initials = "".join(name[0] for name in folded_names[:-1])
    given_name = folded_names[-1] if folded_names else "can-bo"
    base = (f"{given_name}.{initials}" if initials else given_name)[: _MAX_LETTERS - 4]
    number = 1 if len(base) < _MIN_LETTERS else 0
    while (proposal := f"{base}{number or ''}") in usernames or len(proposal) < _MIN_LETTERS:
        number += 1 if number else 2
    return proposal


def is_office_name(username: str, full_name: str) -> bool:
    """Whether a user name or full name reads like that of an office rather than a person."""
    plain = re.sub(r"[^a-z]", "", fold_accents(username))
    first = fold_accents(full_name).split()[:1]
    return any(plain == desk or (len(desk) >= 4 and plain.startswith(desk)) for desk in _DESKS) or (
        bool(first) and re.sub(r"[^a-z]", "", fold_accents(full_name)).startswith(("vanthu", "ubnd", "phong", "uyban"))
        and first[0] in ("van", "ubnd", "phong", "uy")
    )  # fmt: skip
