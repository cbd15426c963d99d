"""What jobs that write files share: texts among their arguments, and a folder as a file."""

from pathlib import Path

from sokehoach.adapters.writers.zip_file import pack_files
from sokehoach.apps.audit.services import Json


def zip_folder(folder: Path) -> bytes:
    """The same files make the same bytes."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return pack_files({path.relative_to(folder).as_posix(): path.read_bytes() for path in paths})


def get_texts(arguments: dict[str, Json], name: str) -> list[str]:
    texts = arguments[name]
    assert isinstance(texts, list)
    return [str(text) for text in texts]
