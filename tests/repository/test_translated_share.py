"""The table of what is in English: complete for what are messages, and it tells what is none."""

from pathlib import Path

import pytest
from tools.translated_share import list_file_shares, list_text_shares, main


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
    chapters, first = [share for share in list_text_shares() if "guide" in share.place or "tuan_giao" in share.place]
    assert chapters.done >= 9
    assert first.done > 70
