"""Open what somebody sends as a programme, in the parser's process: an archive of its folder, or one file of it.

Names, number and size of the files are bounded, and what would be too much for the reader of YAML is refused.
"""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import PurePosixPath

import yaml

from sokehoach.adapters.readers.file_text import UnreadableFileError
from sokehoach.adapters.readers.txt.plain import read_text
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.domain.messages import say

HEAD = "programme.yaml"
TABLE_FILES = ("elements.csv", "units.csv", "agencies.csv", "map.csv", "sanctions.csv", "targets.csv", "english.csv")
MAX_FILES = 400
MAX_LETTERS = 1_000_000  # of one file
MAX_TOTAL = 4_000_000  # letters of all files; bytes of an archive, unpacked
_MAX_DEPTH = 24  # of lists and mappings inside one another
_CHUNK = 64 * 1024
_TOP_FILES = frozenset(
    {HEAD, *TABLE_FILES}
    | {
        f"{name}.yaml"
        for name in (
            "levels", "policy", "groups", "option_sets", "indicators", "regimes", "registers", "roles", "questions",
            "checklists", "criteria",
        )
    }
)  # fmt: skip
_PARTS = re.compile(r"(?:forms|outlines|registers)/[\w.-]{1,60}\.yaml")
_PLAN = re.compile(r"[\w.-]{1,60}\.txt")
# What computers add to a folder by themselves, and what its makers tell each other: no part of a programme.
_IGNORED = re.compile(r"(?:.*/)?(?:__MACOSX/.*|\.DS_Store|Thumbs\.db|desktop\.ini|README(?:\.\w+)?)", re.IGNORECASE)
_BROKEN = say("Tệp nén .zip hỏng, không mở được. Hãy nén lại thư mục của bộ dữ liệu rồi tải lên lại.")


def is_programme_file(name: str) -> bool:
    """Whether a programme may have a file of that name."""
    return name in _TOP_FILES or bool(_PARTS.fullmatch(name) or _PLAN.fullmatch(name))


def run_programme_job(data: bytes, *, name: str) -> dict[str, str]:
    """Run the job «programme» of parser_jobs: an archive where the name says so, else one file."""
    if not name.endswith(".zip") and not is_programme_file(name):
        raise FileRefusedError(say("Bộ dữ liệu không có tệp tên %(name)s.", name=name))
    contents = dict(_open_archive(data)) if name.endswith(".zip") else {name: data}
    files = {}
    for file_name, content in contents.items():
        try:
            text, _notes = read_text(content, name=file_name)
        except UnreadableFileError as error:
            raise FileRefusedError(str(error)) from error
        if len(text) > MAX_LETTERS:
            raise FileRefusedError(
                say(
                    "Tệp %(file_name)s dài %(text_count)s ký tự, nhiều nhất %(max_letters)s.",
                    file_name=file_name,
                    text_count=len(text),
                    max_letters=MAX_LETTERS,
                )
            )
        if file_name.endswith(".yaml"):
            _check_depth(file_name, text)
        files[file_name] = text
    if sum(map(len, files.values())) > MAX_TOTAL:
        raise FileRefusedError(say("Bộ dữ liệu dài hơn %(max_total)s ký tự.", max_total=MAX_TOTAL))
    return files


def _open_archive(data: bytes) -> Iterable[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MAX_FILES:
                raise FileRefusedError(
                    say(
                        "Tệp nén có %(entries_count)s tệp, nhiều nhất %(max_files)s.",
                        entries_count=len(entries),
                        max_files=MAX_FILES,
                    )
                )
            for entry in entries:
                _check_entry(entry)
            names = _find_names(entries)
            remaining = MAX_TOTAL
            for entry in entries:
                if entry.filename in names:
                    content = _read_entry(archive, entry, remaining)
                    remaining -= len(content)
                    yield names[entry.filename], content
    except FileRefusedError:
        raise
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, ValueError):
        raise FileRefusedError(_BROKEN) from None


def _check_entry(entry: zipfile.ZipInfo) -> None:
    path = PurePosixPath(entry.filename)
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if path.is_absolute() or ".." in path.parts or "\\" in entry.orig_filename or ":" in entry.filename:
        raise FileRefusedError(say("Tệp nén có tên tệp dẫn ra ngoài thư mục, không được nhận."))
    if kind not in (0, stat.S_IFREG):
        raise FileRefusedError(say("Tệp nén có liên kết hoặc tệp đặc biệt, không được nhận."))
    if entry.flag_bits & 1:
        raise FileRefusedError(say("Tệp nén có mật khẩu. Hãy nén lại không đặt mật khẩu."))
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise FileRefusedError(say("Tệp nén theo kiểu lạ. Hãy nén lại thành .zip thường."))


def _find_names(entries: Iterable[zipfile.ZipInfo]) -> dict[str, str]:
    """Name in the archive → name in the programme's folder, which may itself stand in a folder of the archive."""
    paths = [entry.filename for entry in entries if not _IGNORED.fullmatch(entry.filename)]
    heads = [path for path in paths if PurePosixPath(path).name == HEAD]
    if not heads:
        raise FileRefusedError(say("Tệp nén không có %(head)s: hãy nén cả thư mục của một bộ dữ liệu.", head=HEAD))
    top = min(heads, key=len).removesuffix(HEAD)
    names = {path: path.removeprefix(top) for path in paths}
    strange = sorted(path for path, name in names.items() if not path.startswith(top) or not is_programme_file(name))
    if strange:
        first_names = ", ".join(strange[:5])
        raise FileRefusedError(
            say(
                "Tệp nén có tệp không thuộc bộ dữ liệu: %(first_names)s. Được có: %(top_files)s, "
                "forms/….yaml, outlines/….yaml, registers/….yaml và văn bản mẫu .txt.",
                first_names=first_names,
                top_files=", ".join(sorted(_TOP_FILES)),
            )
        )
    if len({name.casefold() for name in names.values()}) < len(paths):
        raise FileRefusedError(say("Tệp nén có hai tệp trùng tên, không được nhận."))
    return names


def _read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, remaining: int) -> bytes:
    """Sizes in the directory are not trusted: what is unpacked is counted."""
    content = bytearray()
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            content += chunk
            if len(content) > remaining:
                raise FileRefusedError(
                    say("Nội dung giải nén lớn hơn %(max_total)s MB, không được nhận.", max_total=MAX_TOTAL // 1000000)
                )
    return bytes(content)


def _check_depth(name: str, text: str) -> None:
    """Refuse what would exhaust the reader's stack. Wrong syntax is named, with its line, when it is read."""
    depth = 0
    try:
        for event in yaml.parse(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > _MAX_DEPTH:
                raise FileRefusedError(
                    say(
                        "Tệp %(name)s: các mục lồng nhau quá %(max_depth)s lớp, không được nhận.",
                        name=name,
                        max_depth=_MAX_DEPTH,
                    )
                )
    except yaml.YAMLError:
        return
