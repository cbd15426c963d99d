"""Each limit of an archive alone: a file that passes all others is refused by it."""

import io
import os
import zipfile

import pytest

from sokehoach.adapters.sandbox import FileRefusedError, archive, markup


def packed(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as out:
        for name, content in parts.items():
            out.writestr(name, content)
    return file.getvalue()


def test_the_parts_asked_for_are_given() -> None:
    data = packed({"word/document.xml": b"<a/>", "word/media/image1.png": b"x"})
    assert archive.read_parts(data, keep=lambda name: name.endswith(".xml")) == {"word/document.xml": b"<a/>"}


def test_the_number_of_entries_is_limited() -> None:
    names = [f"word/media/{number}.emf" for number in range(archive.MAX_ENTRIES + 1)]
    assert len(archive.read_parts(packed(dict.fromkeys(names[:-1], b"")))) == archive.MAX_ENTRIES
    with pytest.raises(FileRefusedError, match="quá nhiều"):
        archive.read_parts(packed(dict.fromkeys(names, b"")))


def test_the_unpacked_size_is_limited_where_nothing_was_packed() -> None:
    data = packed({"word/media/image1.emf": bytes(archive.MAX_BYTES + 1)}, zipfile.ZIP_STORED)
    with pytest.raises(FileRefusedError, match="50 MB"):
        archive.read_parts(data)


def test_the_ratio_of_packing_is_limited_far_below_the_size_limit() -> None:
    content = bytes(4 * 1024 * 1024)
    data = packed({"word/media/image1.emf": content})
    assert len(content) > len(data) * archive.MAX_RATIO
    with pytest.raises(FileRefusedError, match="50 MB"):
        archive.read_parts(data)


def test_a_small_part_may_be_packed_well() -> None:
    content = bytes(1024 * 1024)
    assert archive.read_parts(packed({"word/media/image1.emf": content})) == {"word/media/image1.emf": content}


def test_a_part_packed_as_pictures_are_may_be_large() -> None:
    content = os.urandom(4 * 1024 * 1024)
    assert archive.read_parts(packed({"word/media/image1.emf": content})) == {"word/media/image1.emf": content}


def test_the_number_of_elements_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "MAX_ELEMENTS", 50)
    markup.check_markup(b"<a>" + b"<b/>" * 49 + b"</a>")
    with pytest.raises(FileRefusedError, match="lồng nhau"):
        markup.check_markup(b"<a>" + b"<b/>" * 50 + b"</a>")


def test_the_depth_of_elements_is_limited() -> None:
    def nested(depth: int) -> bytes:
        return b"<a>" * depth + b"</a>" * depth

    markup.check_markup(nested(markup.MAX_DEPTH))
    with pytest.raises(FileRefusedError, match="lồng nhau"):
        markup.check_markup(nested(markup.MAX_DEPTH + 1))
