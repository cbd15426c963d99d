"""The table of what is in English: complete for what are messages, and it tells what is none."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from tools.definition_names import find_names_without_english, list_names
from tools.message_ids import VIETNAMESE
from tools.translated_share import PROGRAMMES, list_file_shares, list_text_shares, main

from sokehoach.adapters.programme_files.reading import read_programme

WORD, NO_WORDS = re.compile(r"\w+"), re.compile(r"«[^»]*»|\{[^}]*\}")


def test_every_file_says_all_its_messages_in_english() -> None:
    shares = {share.place: share for share in list_file_shares()}
    assert [place for place, share in shares.items() if share.done < share.all] == []
    assert sum(share.all for share in shares.values()) > 5000
    assert shares["domain/plans/orders.py"].other  # what plans are read by
    assert (shares["config/cli.py"].all > 10, shares["config/cli.py"].other) == (True, 0)


def test_a_message_without_english_is_counted(tmp_path: Path) -> None:
    (tmp_path / "page.py").write_text('reason = say("Một câu không ai dịch.")\nother = "Kỳ"\n', "utf-8")
    (share,) = list_file_shares(tmp_path)
    assert (share.place, share.all, share.done, share.other) == ("page.py", 1, 0, 1)
    assert "0 %" in str(share)


def test_chapters_and_programmes_are_in_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["apps/notices"]) == 0
    printed = capsys.readouterr().out
    assert "apps/notices/queries.py" in printed
    assert "apps/plans/" not in printed
    shares = {share.place: share for share in list_text_shares()}
    assert shares["apps/home/guide: chapters"].done >= 9
    assert shares["programmes/tuan_giao_2021: outlines"].all > 100


@pytest.mark.parametrize("folder", sorted(path.parent for path in PROGRAMMES.glob("*/programme.yaml")), ids=str)
def test_every_name_of_a_shipped_programme_has_its_english(folder: Path) -> None:
    programme = read_programme(folder)
    assert find_names_without_english(programme) == []
    names = {name for kind in list_names(programme).values() for name in kind}
    parts = names | {part for name in names for part in name.rsplit(": ", 1)}
    assert [row.name for row in programme.english if row.name not in parts] == []


@pytest.mark.parametrize("folder", sorted(path.parent for path in PROGRAMMES.glob("*/programme.yaml")), ids=str)
def test_no_english_name_is_half_vietnamese(folder: Path) -> None:
    """But for the currency, figures in braces, and what somebody types, in «»."""
    wrong = {
        row.english: words
        for row in read_programme(folder).english
        if (words := [word for word in WORD.findall(NO_WORDS.sub("", row.english)) if is_vietnamese(word)])
    }
    assert wrong == {}


def is_vietnamese(word: str) -> bool:
    return word[0].islower() and word != "đồng" and VIETNAMESE.search(word) is not None


def test_a_name_without_a_row_is_found() -> None:
    programme = read_programme(PROGRAMMES / "ma_tuy_quang_ngai_2026")
    rows = tuple(row for row in programme.english if row.name not in ("Không ma túy", "Cần sa"))
    assert find_names_without_english(replace(programme, english=rows)) == [
        "Không ma túy",
        "Cần sa",
        "Phân loại địa bàn về ma túy: Không ma túy",
    ]
