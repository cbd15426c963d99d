"""`sokehoach roots`: a root is trusted only by somebody who has its fingerprint from elsewhere."""

from pathlib import Path

from tests.adapters.signature.signing import person, root
from tests.config.running import sokehoach


def fingerprint_of(told: str) -> str:
    return told.rpartition("SHA-256 ")[2].split()[0]


def test_it_works(tmp_path: Path) -> None:
    home, file = tmp_path / "home", tmp_path / "goc.cer"
    file.write_bytes(root().der)
    assert "Chưa có chứng thư gốc nào" in sokehoach(home, "roots", "list").out
    shown = sokehoach(home, "roots", "add", file)
    assert shown.code == 1
    assert "Chưa thêm gì" in shown.out
    fingerprint = fingerprint_of(shown.out)
    assert len(fingerprint) == 95
    assert not (home / "trust").exists()
    added = sokehoach(home, "roots", "add", file, "--fingerprint", fingerprint.lower().replace(":", " "))
    assert added.code == 0, added.told
    assert fingerprint in sokehoach(home, "roots", "list").out
    removed = sokehoach(home, "roots", "remove", fingerprint[:8])
    assert (removed.code, "Đã bỏ" in removed.out) == (0, True)
    assert not list((home / "trust").iterdir())


def test_a_wrong_fingerprint_adds_nothing(tmp_path: Path) -> None:
    home, file = tmp_path / "home", tmp_path / "goc.pem"
    file.write_bytes(root().pem)
    refused = sokehoach(home, "roots", "add", file, "--fingerprint", "AB" * 32)
    assert refused.code == 2
    assert "khác mã của chứng thư" in refused.told
    assert not (home / "trust").exists()


def test_only_one_certificate_of_an_authority_is_taken(tmp_path: Path) -> None:
    home, file = tmp_path / "home", tmp_path / "goc.pem"
    for content, reason in (
        (person().pem, "không phải của tổ chức chứng thực"),
        (root().pem * 2, "đúng một chứng thư"),
        (b"khong phai chung thu", "đúng một chứng thư"),
        (root().pem + b"\n" * 100_000, "không phải một chứng thư"),
    ):
        file.write_bytes(content)
        refused = sokehoach(home, "roots", "add", file, "--fingerprint", "AB" * 32)
        assert refused.code == 2
        assert reason in refused.told
    assert "Không mở được" in sokehoach(home, "roots", "add", tmp_path / "khong-co.pem").told


def test_a_short_or_unknown_fingerprint_removes_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert "ít nhất 6 chữ số" in sokehoach(home, "roots", "remove", "AB").told
    assert "Không bỏ gì" in sokehoach(home, "roots", "remove", "ABABAB").told


def test_a_root_that_is_not_alone_is_not_removed(tmp_path: Path) -> None:
    """In two files, or in one file with another: which one was meant is not guessed."""
    home = tmp_path / "home"
    trust = home / "trust"
    trust.mkdir(parents=True)
    (trust / "goc.pem").write_bytes(root().pem)
    fingerprint = fingerprint_of(sokehoach(home, "roots", "list").out)
    for other, content in (("ban-sao.pem", root().pem), ("goc.pem", root().pem + person().pem)):
        (trust / other).write_bytes(content)
        assert "Không bỏ gì" in sokehoach(home, "roots", "remove", fingerprint).told
        assert (trust / "goc.pem").exists()
        (trust / "ban-sao.pem").unlink(missing_ok=True)
    assert len(list(trust.iterdir())) == 1
