"""What jobs that write files share: texts among their arguments, and a folder as a file."""

import io
import zipfile
from pathlib import Path

from sokehoach.apps.audit.services import Json

_EPOCH = (1980, 1, 1, 0, 0, 0)


def zip_folder(folder: Path) -> bytes:
    """The same files make the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _EPOCH)
            package.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def get_texts(arguments: dict[str, Json], name: str) -> list[str]:
    texts = arguments[name]
    assert isinstance(texts, list)
    return [str(text) for text in texts]
