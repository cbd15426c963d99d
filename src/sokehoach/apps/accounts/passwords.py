"""Refuses common passwords by a rule, without a list of leaked passwords, and configures their hashing."""

import re
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.text import fold_accents

# Common building blocks of passwords: folded, longest first.
_COMMON_WORDS = sorted((Path(__file__).parent / "common_words.txt").read_text("utf-8").split(), key=len, reverse=True)
_LOOKALIKES = str.maketrans("@4031!$5780", "aaoeiissbbo")
_SEQUENCES = (
    "01234567890",
    "09876543210",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
)
MIN_OWN_CHARACTERS = 5  # letters and digits that must remain after removing what can be guessed


def is_common(password: str) -> bool:
    """Whether too little remains after removing common words, sequences, repeats, years and dates."""
    typed = _without_runs(fold_accents(password).replace(" ", "").rstrip("!@#$%^&*.?"))
    return min(_count_own_characters(typed), _count_own_characters(typed.translate(_LOOKALIKES))) < MIN_OWN_CHARACTERS


def _without_runs(text: str) -> str:
    if re.fullmatch(r"(.{1,6}?)\1+", text):
        return ""
    text = re.sub(r"(.)\1{2,}", "|", text)
    text = re.sub(r"(?:[0-3]?\d[01]?\d)?(?:19|20)\d\d", "|", text)
    for run in _SEQUENCES:
        for length in range(len(run), 2, -1):
            for start in range(len(run) - length + 1):
                text = text.replace(run[start : start + length], "|")
    return text


def _count_own_characters(text: str) -> int:
    text = re.sub(r"[^a-z0-9|]", "", text)
    for common_word in _COMMON_WORDS:
        if len(common_word) > 2 or text.startswith(common_word):
            text = text.replace(common_word, "|")
    return len(text.replace("|", ""))


class CommonPasswordValidator:
    def validate(self, password: str, user: Any = None) -> None:
        if is_common(password):
            raise ValidationError(
                _(
                    "Mật khẩu này dễ đoán: chỉ gồm từ quen thuộc, dãy phím, năm sinh. Hãy thêm vài từ của riêng bạn, "
                    "ví dụ một câu bốn năm tiếng không ai khác nói."
                ),
                code="common",
            )

    def get_help_text(self) -> str:
        return _("Không dùng từ quen thuộc, dãy phím, năm sinh.")


class Argon2(Argon2PasswordHasher):
    """Argon2id with OWASP's parameters for small servers (19 MiB, 2 passes, 1 lane).

    With Django's default of 100 MiB on 8 lanes, four concurrent sign-ins would take 400 MiB of a commune's machine.
    """

    algorithm = "argon2"
    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1

    @slow_work
    def encode(self, password: str, salt: str) -> str:
        return str(super().encode(password, salt))

    @slow_work
    def verify(self, password: str, encoded: str) -> bool:
        return bool(super().verify(password, encoded))
