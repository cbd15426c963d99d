"""Checklists and frames of a programme: a defect is named by file, line and reason."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from sokehoach.adapters.programme_files.elements import read_option_sets
from sokehoach.adapters.programme_files.files import Folder
from sokehoach.adapters.programme_files.inspections import FRAME_COLUMNS, read_checklists, read_frames
from sokehoach.domain.registers.checklists import Checklist
from sokehoach.domain.registers.sanctions import Frame, Subject, Verdict, judge_fine

SOUND = Path(__file__).resolve().parents[3] / "src/sokehoach/programmes/tuan_giao_2021"
LISTS, TABLE = "checklists.yaml", "sanctions.csv"


def read(path: Path) -> tuple[tuple[Checklist, ...], tuple[Frame, ...], list[tuple[str, str]]]:
    folder = Folder(path)
    sets = read_option_sets(folder.yaml("option_sets.yaml"))
    checklists = read_checklists(folder.yaml(LISTS), sets)
    frames = read_frames(folder.csv(TABLE, FRAME_COLUMNS))
    return checklists, frames, [(problem.file, problem.reason) for problem in folder.problems]


def test_it_works() -> None:
    checklists, frames, problems = read(SOUND)
    assert problems == []
    (now,) = [one for one in checklists if one.valid_from == max(other.valid_from for other in checklists)]
    asked = {item.code for item in now.items_for(kind="karaoke", body="health")}
    assert {"suc_khoe", "hop_dong"} <= asked
    assert not {"luu_tru", "van_hoa"} & asked
    assert all(item.source for one in checklists for item in one.items)
    assert all(frame.source for frame in frames)


def test_the_frames_of_the_decrees_by_the_day_of_the_act() -> None:
    """Law.md 5: only what it gives; before 2022 and after 14/12/2025 there is no row of a licence holder's act."""
    _, frames, _ = read(SOUND)
    holder = {frame.act for frame in frames if frame.subject is Subject.HOLDER}
    assert holder == {"sheltering", "assisting", "protecting"}

    def verdict(act: str, day: date, amount: int) -> Verdict:
        return judge_fine(frames, act=act, amount=amount, day=day).verdict

    assert verdict("sheltering", date(2021, 12, 31), 6_000_000) is Verdict.NO_FRAME
    assert verdict("sheltering", date(2022, 1, 1), 6_000_000) is Verdict.WITHIN
    assert verdict("sheltering", date(2025, 12, 15), 6_000_000) is Verdict.NO_FRAME
    assert verdict("buying", date(2021, 12, 31), 1_500_000) is Verdict.ABOVE
    assert verdict("buying", date(2022, 1, 1), 1_500_000) is Verdict.WITHIN
    assert verdict("buying", date(2025, 12, 15), 1_500_000) is Verdict.WITHIN


@pytest.mark.parametrize(
    ("name", "old", "new", "reason"),
    [
        (LISTS, "kinds: [lodging]", "kinds: [castle]", "danh mục «establishment_type» không có «castle»"),
        (LISTS, "bodies: [team_178, police]", "bodies: [navy]", "danh mục «team_body» không có «navy»"),
        (
            LISTS,
            "valid_from: 2020-11-16",
            "valid_from: 2004-11-07",
            "trùng danh mục «chung» cùng ngày bắt đầu",
        ),
        (LISTS, "code: dang_ky,", "code: hop_dong,", "trùng mã nội dung trong danh mục"),
        (TABLE, ",500000,1000000,", ",2000000,1000000,", "mức cao nhất nhỏ hơn mức thấp nhất"),
        (TABLE, ",500000,1000000,", ",5 triệu,9000000,", "«least» phải là số đồng, nguyên, không dấu cách"),
        (
            TABLE,
            "2013-12-28,2022-01-01",
            "2013-12-28,2022-01-02",
            "hành vi «buying» có hai khung cùng một thời gian",
        ),
        (TABLE, "2013-12-28,2022-01-01", "2013-12-28,2013-12-28", "ngày hết hiệu lực phải sau ngày bắt đầu"),
        (TABLE, ",person,", ",nobody,", "«subject» là «nobody», phải là một trong: holder, person"),
    ],
)
def test_a_defect_is_named(tmp_path: Path, name: str, old: str, new: str, reason: str) -> None:
    folder = Path(shutil.copytree(SOUND, tmp_path / "programme"))
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), "utf-8")
    assert (name, reason) in read(folder)[2]
