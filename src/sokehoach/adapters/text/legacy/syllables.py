"""Recognise Vietnamese syllables, to tell one legacy encoding from another."""

import re
import unicodedata

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


def _is_syllable(token: str) -> bool:
    decomposed = unicodedata.normalize("NFD", token.lower())
    tones = [mark for mark in decomposed if mark in _TONES]
    if len(tones) > 1:
        return False
    base = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in _TONES))
    return _SYLLABLE.fullmatch(base) is not None
