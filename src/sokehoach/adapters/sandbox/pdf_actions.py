"""PDF features that are not allowed: actions and embedded files (ISO 32000-2, 12.6.4 and 7.11.4)."""

from collections.abc import Mapping
from typing import Any

_ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/ImportData",
    "/SubmitForm",
    "/GoToE",
    "/RichMediaExecute",
    "/Rendition",
}
_CARRIED = {"/EmbeddedFiles", "/EmbeddedFile", "/EF", "/JavaScript", "/JS", "/XFA", "/RichMediaContent"}


def has_actions_or_files(dictionary: Mapping[Any, Any]) -> bool:
    """Return whether a PDF dictionary runs, opens or sends something, or contains another file."""
    return str(dictionary.get("/S")) in _ACTIONS or bool(_CARRIED & set(dictionary))
