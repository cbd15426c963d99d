"""What somebody sends as a programme: an archive or one file, and each thing that is refused."""

import io
import stat
import zipfile
from pathlib import Path

import pytest

from sokehoach.adapters.programme_files import opening, text_form
from sokehoach.adapters.programme_files.files import Folder
from sokehoach.adapters.programme_files.opening import is_programme_file
from sokehoach.adapters.programme_files.reading import read_programme
from sokehoach.adapters.programme_files.text_form import (
    pack_files,
    read_archive,
    read_file,
    read_folder,
    read_typed_text,
)
from sokehoach.adapters.programme_files.writing import write_programme
from sokehoach.adapters.sandbox import FileRefusedError

TUAN_GIAO = Path(__file__).resolve().parents[3] / "src/sokehoach/programmes/tuan_giao_2021"
HEAD = {"programme.yaml": b"code: a\n"}


def zipped(files: dict[str, bytes], **attributes: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            for attribute, value in attributes.items():
                setattr(entry, attribute, value)
            archive.writestr(entry, content)
    return buffer.getvalue()


@pytest.mark.parser_process
def test_the_archive_of_a_folder_gives_its_texts() -> None:
    files = read_folder(TUAN_GIAO)
    assert len(files) > 25
    assert read_archive(pack_files(files)) == files


@pytest.mark.parametrize("head", sorted(TUAN_GIAO.parent.glob("*/programme.yaml")), ids=lambda path: path.parent.name)
def test_every_file_of_a_shipped_programme_is_one_of_the_text_form(head: Path) -> None:
    names = {str(path.relative_to(head.parent)) for path in head.parent.rglob("*") if path.is_file()}
    assert read_folder(head.parent).keys() == names - {"README.md"}
    assert [name for name in write_programme(read_programme(head.parent)) if not is_programme_file(name)] == []


def test_the_same_files_give_the_same_bytes() -> None:
    assert pack_files({"b.txt": "1", "a.txt": "2"}) == pack_files({"a.txt": "2", "b.txt": "1"})


def test_the_folder_may_stand_in_a_folder_and_what_computers_add_is_left_out() -> None:
    data = zipped(
        {"bo/programme.yaml": b"code: a\n", "bo/forms/01-XA.yaml": b"code: b\n", "bo/.DS_Store": b"\0\0",
         "__MACOSX/bo/._programme.yaml": b"\0", "bo/README.md": b"# a"}
    )  # fmt: skip
    assert read_archive(data) == {"programme.yaml": "code: a\n", "forms/01-XA.yaml": "code: b\n"}


def test_a_table_in_an_encoding_of_the_office_is_converted() -> None:
    text = "code,name\nA1,Xã đã ban hành kế hoạch\n"
    for encoding in ("utf-8-sig", "utf-16"):
        assert read_file(text.encode(encoding), "elements.csv") == text


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../programme.yaml", "dẫn ra ngoài"),
        ("/etc/passwd", "dẫn ra ngoài"),
        ("C:/a.yaml", "dẫn ra ngoài"),
        ("forms/../../a.yaml", "dẫn ra ngoài"),
        ("forms/a.py", "không thuộc bộ dữ liệu: forms/a.py"),
        ("forms/deep/a.yaml", "không thuộc bộ dữ liệu"),
        ("virus.exe", "không thuộc bộ dữ liệu: virus.exe"),
        ("PROGRAMME.yaml", "không thuộc bộ dữ liệu"),
    ],
)
def test_a_name_that_is_none_of_a_programme_is_refused(name: str, reason: str) -> None:
    with pytest.raises(FileRefusedError, match=reason):
        read_archive(zipped({**HEAD, name: b"a"}))


def test_a_link_is_refused() -> None:
    with pytest.raises(FileRefusedError, match="liên kết"):
        read_archive(zipped(HEAD, external_attr=(stat.S_IFLNK | 0o777) << 16))


def test_two_files_that_differ_by_capitals_alone_are_refused() -> None:
    with pytest.raises(FileRefusedError, match="trùng tên"):
        read_archive(zipped({**HEAD, "forms/a.yaml": b"a", "forms/A.yaml": b"a"}))


def test_an_archive_without_a_programme_is_refused() -> None:
    with pytest.raises(FileRefusedError, match=r"không có programme\.yaml"):
        read_archive(zipped({"elements.csv": b"code"}))


@pytest.mark.parametrize("data", [b"not a zip", zipped(HEAD)[:40]])
def test_broken_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(FileRefusedError, match="hỏng"):
        read_archive(data)
    with pytest.raises(FileRefusedError, match="trống"):
        read_archive(b"")


def test_the_number_of_files_is_limited() -> None:
    files = {f"forms/{number}.yaml": b"a: 1" for number in range(opening.MAX_FILES)}
    with pytest.raises(FileRefusedError, match=f"nhiều nhất {opening.MAX_FILES}"):
        read_archive(zipped({**HEAD, **files}))


@pytest.mark.parser_process
def test_a_bomb_is_refused_by_what_it_unpacks_to() -> None:
    data = zipped({**HEAD, **{f"forms/{number}.yaml": bytes(opening.MAX_LETTERS) for number in range(60)}})
    assert len(data) < text_form.MAX_PACKED
    with pytest.raises(FileRefusedError, match="giải nén lớn hơn"):
        read_archive(data)


def test_the_size_that_is_sent_is_limited() -> None:
    with pytest.raises(FileRefusedError, match="lớn hơn 2 MB"):
        read_archive(bytes(text_form.MAX_PACKED + 1))
    with pytest.raises(FileRefusedError, match="nhiều nhất"):
        read_typed_text("roles.yaml", "a" * (opening.MAX_LETTERS + 1))


@pytest.mark.parser_process
def test_what_would_exhaust_the_reader_is_refused_or_named() -> None:
    with pytest.raises(FileRefusedError, match="lồng nhau"):
        read_typed_text("roles.yaml", "{a: " * 5000)
    for hostile in ("[" * 100_000, "a: " + "1:" * 300_000 + "1", "a: &a [1]\nb: *a\n"):
        folder = Folder({"roles.yaml": read_typed_text("roles.yaml", hostile)})
        folder.yaml("roles.yaml")
        assert folder.problems, hostile[:20]
