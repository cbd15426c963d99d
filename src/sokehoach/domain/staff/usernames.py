"""User names of staff: what one is, which to propose, and which reads like that of an office."""

import re
from collections.abc import Container

from sokehoach.domain.text import fold_accents, fold_tones

_USERNAME = re.compile(r"[a-z0-9._-]{3,60}")
_MIN_LETTERS, _MAX_LETTERS = 3, 60
_DESKS = (
    "vanthu", "vanphong", "ubnd", "uyban", "congan", "phong", "trungtam", "tramyte", "admin", "quantri", "test",
    "lanhdao", "chutich", "dungchung", "taikhoan", "baocao", "tonghop", "xa", "huyen", "thitran", "cq",
)  # fmt: skip
_OFFICE = re.compile(r"(?:văn thư|ubnd|ủy ban|phòng)(?!\w)")
_OFFICE_WITHOUT_MARKS = re.compile(r"(?:van thu|ubnd|uy ban|phong)(?!\w)")
_PLACES = ("xa", "phuong", "huyen", "tinh", "so ", "phong ", "ubnd", "uy ban", "co quan", "truong", "cong an")


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
    return any(plain == desk or (len(desk) >= 4 and plain.startswith(desk)) for desk in _DESKS) or _names_office(
        " ".join(full_name.split())
    )


def _names_office(full_name: str) -> bool:
    """Whether a full name begins with the word of an office: «Văn thư xã», «Phòng Y tế»; not «Văn Thu Hà»."""
    office = (_OFFICE_WITHOUT_MARKS if full_name.isascii() else _OFFICE).match(fold_tones(full_name))
    if office is None or not office[0].startswith("v"):
        return office is not None
    further_name = full_name[office.end() :].strip()
    return not further_name[:1].isupper() or fold_accents(further_name).startswith(_PLACES)  # «Văn Thư Hà» is a person
