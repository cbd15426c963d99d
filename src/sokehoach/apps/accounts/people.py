"""Checks that an account is one person: refuses names of a desk, an office or everybody."""

import re

from sokehoach.domain.text.folding import fold_accents

_DESKS = (
    "vanthu", "vanphong", "ubnd", "uyban", "congan", "phong", "trungtam", "tramyte", "admin", "quantri", "test",
    "lanhdao", "chutich", "dungchung", "taikhoan", "baocao", "tonghop", "xa", "huyen", "thitran", "cq",
)  # fmt: skip


def is_shared(username: str, full_name: str) -> bool:
    """Whether a username or full name reads like that of an office rather than a person."""
    plain = re.sub(r"[^a-z]", "", fold_accents(username))
    first = fold_accents(full_name).split()[:1]
    return any(plain == desk or (len(desk) >= 4 and plain.startswith(desk)) for desk in _DESKS) or (
        bool(first) and re.sub(r"[^a-z]", "", fold_accents(full_name)).startswith(("vanthu", "ubnd", "phong", "uyban"))
        and first[0] in ("van", "ubnd", "phong", "uy")
    )  # fmt: skip
