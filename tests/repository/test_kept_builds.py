"""What is built once and kept in build/test is built again where it would come out otherwise."""

from pathlib import Path

import pytest
from tools import built_homes

from sokehoach.apps.indicators.models import OptionSet
from tests.factories import frozen
from tests.factories.programmes import first_programme


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(built_homes, "ROOT", tmp_path)
    for name in ("requirements/base.txt", "src/a.py", "src/README.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    return tmp_path / "src"


# A signed report of the demonstration is a PDF: it is drawn by a template in typefaces.
@pytest.mark.parametrize("name", ["a.py", "stamp.typ", "Tinos-Regular.ttf", "letters.woff2"])
def test_a_home_is_built_again_where_a_file_of_the_source_changed(source: Path, name: str) -> None:
    built: list[Path] = []
    home = built_homes.find_home("tried", built.append)
    (source / name).write_text("changed")
    assert built_homes.find_home("tried", built.append) != home
    assert len(built) == 2


def test_a_home_is_kept_where_what_people_read_changed(source: Path) -> None:
    built: list[Path] = []
    home = built_homes.find_home("tried", built.append)
    (source / "README.md").write_text("changed")
    assert built_homes.find_home("tried", built.append) == home
    assert len(built) == 1


@pytest.mark.django_db
def test_rows_whose_file_was_not_written_to_its_end_are_built_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.template_database.FOLDER", tmp_path)
    monkeypatch.setattr(frozen, "FOLDER", tmp_path)
    write = Path.write_bytes

    def write_half(path: Path, content: bytes) -> int:
        write(path, content[: len(content) // 2])
        raise KeyboardInterrupt

    def build() -> str:
        return OptionSet.objects.create(programme=first_programme(), uid="tried", code="tried", name="Tried").code

    def begin_process() -> None:
        OptionSet.objects.all().delete()
        monkeypatch.setattr(frozen, "_kept", {})

    begin_process()
    with monkeypatch.context() as ended:
        ended.setattr(Path, "write_bytes", write_half)
        with pytest.raises(KeyboardInterrupt):
            frozen.once_for_all("tried", build)
    for _run in ("which builds", "which reads"):
        begin_process()
        assert frozen.once_for_all("tried", build) == "tried"
        assert OptionSet.objects.get().name == "Tried"
