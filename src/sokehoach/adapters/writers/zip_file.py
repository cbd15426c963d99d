"""Zip files that many pages and jobs hand out."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from sokehoach.adapters.slow_work import slow_work

_EPOCH = (1980, 1, 1, 0, 0, 0)


@slow_work
def pack_files(files: Mapping[str, bytes]) -> bytes:
    """The files, by name, in one zip, in their order. The same files make the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


@slow_work
def zip_folder(folder: Path) -> bytes:
    """All files of the folder, under their names within it."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return pack_files({path.relative_to(folder).as_posix(): path.read_bytes() for path in paths})
