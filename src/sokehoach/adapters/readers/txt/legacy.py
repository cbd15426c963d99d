"""Convert pre-Unicode Vietnamese text: TCVN3 (ABC), VNI and Windows-1258, recognised by its syllables."""

import contextlib
import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum

from sokehoach.domain.text import normalize_nfc

TCVN3: dict[str, str] = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ\xad",
        "ĂÂÊÔƠƯĐăâêôơđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵư",
        strict=True,
    )
)
_SINGLE: dict[str, str] = dict(zip("ìíæóòôöñîÌÍÆÓÒÔÖÑÎ", "ìíỉĩịơưđỵÌÍỈĨỊƠƯĐỴ", strict=True))
# A mark follows its vowel: a tone alone, or a circumflex or breve with or without a tone.
_VNI_TONES: dict[str, str] = dict(zip("øùûõï", "\u0300\u0301\u0309\u0303\u0323", strict=True))
_HATS: dict[str, str] = dict(zip("âàáåãä", ("", *"\u0300\u0301\u0309\u0303\u0323"), strict=True))
_BOWLS: dict[str, str] = dict(zip("êèéúüë", ("", *"\u0300\u0301\u0309\u0303\u0323"), strict=True))
_PAIR = re.compile(r"([aeouyôöAEOUYÔÖ])([øùûõïâàáåãäêèéúüëØÙÛÕÏÂÀÁÅÃÄÊÈÉÚÜË])|[ìíæóòôöñîÌÍÆÓÒÔÖÑÎ]")
_KIND_ALONE = re.compile(
    r"^[ \t]*(?:kế hoạch|chương trình(?: hành động| công tác)?|phương án|đề án)[ \t]*$", re.MULTILINE
)


def from_tcvn3(text: str) -> str:
    """Convert TCVN3 text that was decoded as Windows-1252 to Unicode (NFC)."""
    return restore_capitals(letters_of_tcvn3(text))


def letters_of_tcvn3(text: str) -> str:
    """Convert letters only, for a part of a line; `restore_capitals` needs whole lines."""
    return text.translate({ord(old): new for old, new in TCVN3.items()})


def from_vni(text: str) -> str:
    """Convert VNI text that was decoded as Windows-1252 to Unicode (NFC)."""
    return normalize_nfc(_PAIR.sub(_compose_letter, text))


def _compose_letter(match: re.Match[str]) -> str:
    if match[1] is None:
        return _SINGLE[match[0]]
    base, mark = match[1], match[2].lower()
    vowel = _SINGLE.get(base, base)
    if mark in _VNI_TONES:
        return vowel + _VNI_TONES[mark]
    if mark in _HATS and base in "aeoAEO":
        return vowel + "\u0302" + _HATS[mark]
    if mark in _BOWLS and base in "aA":
        return vowel + "\u0306" + _BOWLS[mark]
    return vowel + _SINGLE.get(match[2], match[2])


def restore_capitals(text: str) -> str:
    """Capitalise lines typed in capitals, whose small letters are those without a VN3 capital.

    A kind of document alone on its line is printed in capitals (NĐ 30/2020, Phụ lục I, mục II.5).
    """
    lines = [line.upper() if is_shouted(line) else line for line in text.split("\n")]
    return _KIND_ALONE.sub(lambda match: match[0].upper(), "\n".join(lines))


def is_shouted(line: str) -> bool:
    """Return whether the line was typed in capitals, judged by its ASCII letters."""
    plain = [letter for letter in line if letter.isascii() and letter.isalpha()]
    return len(plain) > 2 and all(letter.isupper() for letter in plain)


_ONSET = r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
_CODA = r"(?:ng|nh|ch|[cmnpt])?"
_NUCLEUS = (
    r"(?:iêu|yêu|ươu|ươi|uôi|uây|oai|oay|uyê|uya|oeo|ieu|ưa|ươ|uô|uơ|uâ|uê|uy|ua|oa|oă|oe|oo|iê|yê|ia|ya|"
    r"ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|[aăâeêioôơuưy])"
)
_SYLLABLE = re.compile(_ONSET + _NUCLEUS + _CODA)
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_WORD_PATTERN = re.compile(r"[^\s!-/:-@\[-`{-~“”‘’–—…]+")
_UNICODE_ONLY = re.compile(r"[ĂăĐđƠơƯư\u1ea0-\u1ef9\u0300\u0301\u0303\u0309\u0323]")


def holds_vietnamese(text: str) -> bool:
    """Return whether the text has letters that only Unicode has: then it is in no legacy encoding."""
    return _UNICODE_ONLY.search(text) is not None


def measure_vietnamese_share(text: str) -> tuple[float, int]:
    """Return the share of Vietnamese syllables among words with a non-ASCII letter, and the number of such words."""
    marked_tokens = [token for token in _WORD_PATTERN.findall(text[:200_000]) if not token.isascii()]
    syllables = sum(_is_syllable(token) for token in marked_tokens)
    return (syllables / len(marked_tokens) if marked_tokens else 0.0), len(marked_tokens)


def has_broken_letters(text: str) -> bool:
    """Return whether the words with marks are no Vietnamese: a font maps its letters to others than it shows.

    Of real plans, also those read from scans, at least 95 % of such words are syllables; of broken ones some 7 %.
    """
    share, count = measure_vietnamese_share(text)
    return count >= _MIN_WORDS_TO_JUDGE and share < _MAX_BROKEN_SHARE


def _is_syllable(token: str) -> bool:
    decomposed = unicodedata.normalize("NFD", token.lower())
    tones = [mark for mark in decomposed if mark in _TONES]
    if len(tones) > 1:
        return False
    base = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in _TONES))
    return _SYLLABLE.fullmatch(base) is not None


_MIN_VIETNAMESE_SHARE = 0.8  # minimum share of Vietnamese words among non-ASCII words
_MIN_WORDS_TO_JUDGE, _MAX_BROKEN_SHARE = 40, 0.5
_MIN_WORDS = 3  # non-ASCII words: a single «§» is no Vietnamese text


class LegacyEncoding(StrEnum):
    TCVN3 = "TCVN3 (ABC)"
    VNI = "VNI"
    WINDOWS_1258 = "Windows-1258"


_CONVERTERS: tuple[tuple[LegacyEncoding, Callable[[str], str]], ...] = (
    (LegacyEncoding.TCVN3, from_tcvn3),
    (LegacyEncoding.VNI, from_vni),
)


def decode_legacy(data: bytes) -> tuple[str, LegacyEncoding] | None:
    """Decode bytes that are not Unicode; None if no encoding gives Vietnamese text."""
    candidates = [(writing, convert(_decode_latin(data))) for writing, convert in _CONVERTERS]
    with contextlib.suppress(UnicodeDecodeError):
        candidates.append((LegacyEncoding.WINDOWS_1258, normalize_nfc(data.decode("cp1258"))))
    return _pick_best(candidates)


def convert_legacy_text(text: str) -> tuple[str, LegacyEncoding] | None:
    """Convert text of Latin letters that is TCVN3 or VNI without its font; None if it is neither, or
    already Unicode.
    """
    if text.isascii() or holds_vietnamese(text):
        return None
    best = _pick_best([(writing, convert(text)) for writing, convert in _CONVERTERS])
    if best is None or measure_vietnamese_share(text)[0] >= measure_vietnamese_share(best[0])[0]:
        return None
    return best


def _pick_best(candidates: list[tuple[LegacyEncoding, str]]) -> tuple[str, LegacyEncoding] | None:
    scored = [(*measure_vietnamese_share(text), writing, text) for writing, text in candidates]
    syllable_share, count, writing, text = max(scored, key=lambda scored_text: (scored_text[0], scored_text[1]))
    return (text, writing) if count >= _MIN_WORDS and syllable_share >= _MIN_VIETNAMESE_SHARE else None


def _decode_latin(data: bytes) -> str:
    """Decode Windows-1252; its five undefined bytes stand for themselves."""
    return "".join(
        byte.decode("cp1252", "ignore") or byte.decode("latin-1") for byte in (bytes((code,)) for code in data)
    )
