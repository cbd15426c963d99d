"""Names and numbers drawn by chance, written in the ways that `evasions` tells one by one."""

import random
from collections.abc import Callable, Iterator

from sokehoach.domain.privacy import HitKind
from tests.domain.privacy.held_out import HELD_OUT
from tests.domain.privacy.marked import Snippet, digits

type Trick = Callable[[random.Random, str], str]

SIGNS = "_-./|\\*+~•=:;#^·…–—→★"
_SPOKEN = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_ZEROS = "٠०০๐໐០０𝟎𝟘۰꘠"  # of eleven scripts and sizes; the other digits follow each
_LOOKS = str.maketrans("aeopcxyHTKBMCEPAX", "аеорсхуНТКВМСЕРАХ")


def between(sign: str) -> Trick:
    return lambda _rng, words: sign.join(words.split())


def _spread(rng: random.Random, words: str) -> str:
    sign = rng.choice("._-/* ")
    return ("  " if sign == " " else " ").join(sign.join(word) for word in words.split())


def _together(_rng: random.Random, words: str) -> str:
    return "".join(words.split())


def _look(_rng: random.Random, words: str) -> str:
    return words.translate(_LOOKS)


def _wide(_rng: random.Random, words: str) -> str:
    return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in words)


def _lines(rng: random.Random, words: str) -> str:
    return rng.choice(("\n", "\n\n", "\r\n", " \n ")).join(words.split())


def _emoji(rng: random.Random, words: str) -> str:
    return rng.choice("🙂★♥➤✓").join(words.split())


def _grouped(number: str, rng: random.Random) -> list[str]:
    sizes = rng.choice(
        ((4, 3, 3), (3, 3, 4), (4, 6), (2, 4, 4)) if len(number) == 10 else ((3, 3, 3, 3), (4, 4, 4), (6, 6))
    )
    at, groups = 0, []
    for size in sizes:
        groups.append(number[at : at + size])
        at += size
    return groups


def _sign_between_groups(rng: random.Random, number: str) -> str:
    return rng.choice(SIGNS).join(_grouped(number, rng))


def _sign_between_digits(rng: random.Random, number: str) -> str:
    return rng.choice(SIGNS + " ").join(number)


def _line_between(rng: random.Random, number: str) -> str:
    return rng.choice(("\n", "\n\n", "\t", "    ", " - ", " | ", "🙂")).join(_grouped(number, rng))


def _other_script(rng: random.Random, number: str) -> str:
    zero = ord(rng.choice(_ZEROS[:-1]))
    return "".join(chr(zero + int(one)) for one in number)


def _spoken(rng: random.Random, number: str) -> str:
    return rng.choice((" ", "-", ", ", "_")).join(_SPOKEN[int(one)] for one in number)


def _half_spoken(rng: random.Random, number: str) -> str:
    at = rng.randrange(2, len(number) - 4)
    said = " ".join(_SPOKEN[int(one)] for one in number[at : at + 4])
    return f"{number[:at]} {said} {number[at + 4 :]}".strip()


OF_NAMES: tuple[Trick, ...] = (
    *(between(sign) for sign in SIGNS), between("   "), between(" | "), between(" - "), _spread, _together, _look,
    _wide, _lines, _emoji,
)  # fmt: skip
OF_NUMBERS: tuple[Trick, ...] = (
    _sign_between_groups, _sign_between_digits, _line_between, _other_script, _spoken, _half_spoken,
)  # fmt: skip


def _phone(rng: random.Random) -> str:
    return "0" + rng.choice(("32", "56", "70", "81", "94", "97")) + digits(rng, 7)


def _card(rng: random.Random) -> str:
    return f"{rng.randint(1, 96):03}{rng.choice('0123')}{rng.randint(50, 99)}{digits(rng, 6)}"


_NAMES = ("woman", "man", "unmarked", "small")
_AROUND = (
    "Đã gặp {} hôm qua.",
    "Trường hợp {} chưa có chỗ ở.",
    "Theo lời khai, {} là người thu tiền.",
    "{}",
    "- {};",
)


def made(count: int, seed: int) -> Iterator[Snippet]:
    rng = random.Random(seed)
    for at in range(count):
        if at % 2:
            kind, told = (HitKind.PHONE, _phone(rng)) if at % 4 == 1 else (HitKind.ID, _card(rng))
            told = OF_NUMBERS[at // 2 % len(OF_NUMBERS)](rng, told)
        else:
            kind, told = HitKind.NAME, HELD_OUT.makers[_NAMES[at // 2 % len(_NAMES)]][1](rng)
            told = rng.choice(OF_NAMES)(rng, told)
        before, _, after = rng.choice(_AROUND).partition("{}")
        yield Snippet(before + told + after, ((len(before), len(before) + len(told), kind),))
