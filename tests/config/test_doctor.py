"""Each thing that a deployment may lack is found, said, and sent away with what to do."""

import datetime as dt
import os
import socket
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection
from django.utils import timezone

from sokehoach.adapters.sandbox import process
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.users import FIRST_RUN_ACTOR
from sokehoach.apps.accounts.services import invitations
from sokehoach.apps.audit.queries import durability
from sokehoach.apps.audit.services import checkpoints
from sokehoach.apps.jobs.models import Job
from sokehoach.apps.notices.models import Message
from sokehoach.apps.notices.services import addresses
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.programmes.services.installation import name_installation
from sokehoach.apps.setup.services import programmes
from sokehoach.apps.shell import readiness
from sokehoach.config import cli_doctor
from sokehoach.config.doctor import checks, database, deployment, files, machine, work
from sokehoach.config.doctor.finding import Check
from tests.config.running import sokehoach
from tests.factories.cast import AT

pytestmark = pytest.mark.django_db


def happen(at: dt.datetime) -> None:
    addresses.update_address(person=7, email="xa@example.gov.vn", by="tests", at=at)


def certificate(until: dt.datetime) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    key = Ed25519PrivateKey.generate()
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Gốc")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(until - dt.timedelta(days=9)).not_valid_after(until)
    return made.sign(key, None).public_bytes(Encoding.PEM)


@pytest.fixture
def home(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A deployment as the guide makes it: nothing is wrong with it."""
    tmp_path.chmod(0o700)
    (tmp_path / "secret").touch(mode=0o600)
    (tmp_path / machine.BACKED_UP).touch(mode=0o600)
    (tmp_path / "trust").mkdir()
    (tmp_path / "trust" / "goc.pem").write_bytes(certificate(dt.datetime.now(dt.UTC) + dt.timedelta(days=9)))
    settings.HOME, settings.SIGNATURE_ROOTS = tmp_path, tmp_path / "trust"
    settings.DEMONSTRATION, settings.DEBUG = None, False
    settings.SECRET_KEY = "".join(chr(48 + number) for number in range(60))
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS = 60
    settings.PROXIES, settings.REQUESTS_A_MINUTE = 1, 600
    settings.ALLOWED_HOSTS, settings.SITE = ["so.example.gov.vn"], "https://so.example.gov.vn/"
    settings.MAIL_FROM = ""
    # the tests' own database is held in memory, or does not wait for the disk
    well = {name: allowed[0] for name, allowed in durability.get_required_settings().items()}
    monkeypatch.setattr(
        durability, "read_setting", (well | {"journal_mode": "wal", "quick_check(1)": "ok"}).__getitem__
    )
    monkeypatch.setattr(machine, "is_clock_steered", lambda: True)
    layers(monkeypatch, landlock=7, seccomp=True)
    return tmp_path


def layers(monkeypatch: pytest.MonkeyPatch, **held: int | bool) -> None:
    told = {"user": os.getuid() + 1} | held
    monkeypatch.setattr(files, "process", SimpleNamespace(run=lambda *_words: told))


def wrong(check: Check) -> str:
    [found] = [finding for finding in check() if finding.wrong]
    assert found.todo
    return str(found)


def test_it_works(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli_doctor.run_doctor() == 0
    told = capsys.readouterr().out
    assert "Không có lỗi." in told
    assert told.count("  tốt") == len(checks.CHECKS) - 2
    assert "lưu ý   bắt đầu: chưa có chương trình nào" in told
    assert "lưu ý   thư: không gửi thư nhắc việc. Cần làm: đặt SOKEHOACH_SMTP" in told


def test_one_thing_wrong_ends_with_1(home: Path, settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    settings.DEBUG = True
    assert cli_doctor.run_doctor() == 1
    assert "LỖI" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("check", "changed", "told"),
    [
        (deployment.find_debug_problems, {"DEBUG": True}, "DEBUG đang bật"),
        (deployment.find_https_problems, {"SESSION_COOKIE_SECURE": False}, "SOKEHOACH_HTTPS=1"),
        (deployment.find_https_problems, {"PROXIES": 0}, "SOKEHOACH_PROXIES=1"),
        (deployment.find_https_problems, {"SITE": "http://so.example.gov.vn/"}, "SOKEHOACH_SITE"),
        (deployment.find_host_problems, {"ALLOWED_HOSTS": ["*"]}, "mọi tên miền"),
        (deployment.find_host_problems, {"ALLOWED_HOSTS": ["127.0.0.1"]}, "chỉ trả lời trên chính máy này"),
        (deployment.find_host_problems, {"ALLOWED_HOSTS": ["khac.gov.vn"]}, "so.example.gov.vn"),
        (deployment.find_secret_problems, {"SECRET_KEY": "a" * 60}, "khóa bí mật"),
        (deployment.find_secret_problems, {"SECRET_KEY": "Xk3-9fQz"}, "khóa bí mật"),
        (deployment.find_rate_problems, {"REQUESTS_A_MINUTE": 0}, "SOKEHOACH_RATE"),
        (deployment.find_framework_problems, {"X_FRAME_OPTIONS": "SAMEORIGIN"}, "security.W019"),
    ],
)
def test_what_the_settings_lack(home: Path, settings: Any, check: Check, changed: dict[str, Any], told: str) -> None:
    assert not [finding for finding in check() if finding.wrong]
    for name, value in changed.items():
        setattr(settings, name, value)
    assert told in wrong(check)


def test_what_an_installation_needs_to_begin_is_named_one_after_the_other(home: Path) -> None:
    def name_next() -> str:
        return " ".join(finding.problem for finding in work.find_missing_beginnings())

    assert name_next() == "chưa có chương trình nào"
    programmes.load_programme(folder=programmes.DEFAULT_PROGRAMME, by="tests", at=AT)
    assert name_next() == "chưa có tài khoản nào"
    unit = Unit.objects.get(code="099")
    invitations.create_invitation(
        username="quy.vua", full_name="Vừ A Quý", title="", unit=unit, parts=(), digest="0" * 64,
        by=FIRST_RUN_ACTOR, at=AT,
    )  # fmt: skip
    assert name_next() == "người quản trị đầu tiên (quy.vua) chưa đặt mật khẩu"
    User.objects.update(last_login=AT)
    assert name_next() == "chưa có kế hoạch nào"
    Plan.objects.create(
        unit=unit, kind="KẾ HOẠCH", title="Phòng, chống mại dâm", file_name="a.txt", text="I", digest="0",
        created_by=User.objects.get(), created_at=AT,
    )  # fmt: skip
    assert name_next() == "hệ thống chưa có tên: trang và thư chỉ ghi «Sổ Kế hoạch»"
    name_installation(name="Sổ của huyện", by="tests", at=AT)
    assert not name_next()


def test_a_demonstration_is_not_for_real_use(home: Path, settings: Any) -> None:
    settings.DEMONSTRATION = object()
    assert "trình diễn" in wrong(deployment.find_demonstration_problems)


def test_migrations_that_are_missing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "list_pending_migrations", lambda: ["plans.0099_more"])
    assert "plans.0099_more" in wrong(database.find_migration_problems)


@pytest.mark.parametrize("name", sorted(durability.POSTGRESQL | durability.SQLITE))
def test_a_database_that_may_lose_an_acknowledged_commit(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    both = durability.POSTGRESQL | durability.SQLITE
    monkeypatch.setattr(durability, "get_required_settings", lambda: both)
    monkeypatch.setattr(durability, "read_setting", lambda asked: "off" if asked == name else both[asked][-1])
    assert f"{name}=off" in wrong(database.find_durability_problems)


def test_the_database_itself_is_asked() -> None:
    assert all(durability.read_setting(name) for name in durability.get_required_settings())


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has its log always")
def test_a_log_that_the_file_system_does_not_take(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durability, "read_setting", lambda _: "wal")
    assert not list(database.find_journal_problems())
    monkeypatch.setattr(durability, "read_setting", lambda _: "delete")
    assert [(finding.wrong, "delete" in finding.problem) for finding in database.find_journal_problems()] == [
        (False, True)
    ]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no file to look at")
def test_a_damaged_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not list(database.find_corruption())
    monkeypatch.setattr(durability, "read_setting", lambda _: "row 7 missing from index")
    assert "khôi phục" in wrong(database.find_corruption)


def test_a_clock_that_was_set_back_or_that_nothing_steers(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    happen(timezone.now() + dt.timedelta(hours=1))
    assert "chỉnh lại giờ" in wrong(machine.find_clock_problems)
    monkeypatch.setattr(machine, "is_clock_steered", lambda: False)
    assert [finding.wrong for finding in machine.find_clock_problems()] == [True, False]


@pytest.mark.parametrize(("free", "is_wrong"), [(readiness.MIN_FREE_BYTES - 1, True), (machine.LOW_DISK - 1, False)])
def test_a_disk_that_fills(home: Path, monkeypatch: pytest.MonkeyPatch, free: int, is_wrong: bool) -> None:
    monkeypatch.setattr(readiness, "get_free_bytes", lambda: free)
    assert [finding.wrong for finding in machine.find_disk_problems()] == [is_wrong]


def test_a_secret_that_others_may_read(home: Path) -> None:
    (home / "secret").chmod(0o644)
    assert f"chmod go= {home / 'secret'}" in wrong(machine.find_folder_problems)


def test_a_key_that_is_gone(home: Path) -> None:
    happen(timezone.now())
    checkpoints.seal_trail(at=timezone.now())
    assert not list(machine.find_key_problems())
    (home / "keys" / "audit").unlink()
    assert "mất khóa niêm phong" in wrong(machine.find_key_problems)


def test_backups_that_are_old_or_were_never_made(home: Path) -> None:
    hours = time.time() - 3 * 3600
    os.utime(home / machine.BACKED_UP, (hours, hours))
    assert "đã 3 giờ" in wrong(machine.find_backup_problems)
    (home / machine.BACKED_UP).unlink()
    assert "chưa sao lưu" in wrong(machine.find_backup_problems)


def test_roots_that_ran_out_are_no_certificates_or_are_none(home: Path) -> None:
    path = home / "trust" / "goc.pem"
    path.write_bytes(certificate(dt.datetime.now(dt.UTC) - dt.timedelta(days=1)))
    assert "hết hạn" in wrong(machine.find_root_problems)
    path.write_bytes(b"x")
    assert "không phải chứng thư" in wrong(machine.find_root_problems)
    path.unlink()
    assert [finding.wrong for finding in machine.find_root_problems()] == [False]


def test_a_timer_that_does_not_call(home: Path) -> None:
    happen(timezone.now() - dt.timedelta(minutes=40))
    assert "sokehoach-tick.timer" in wrong(work.find_tick_problems)
    checkpoints.seal_trail(at=timezone.now())
    assert not list(work.find_tick_problems())


@pytest.mark.parametrize(("state", "is_wrong"), [("waiting", True), ("failed", False)])
def test_long_work_that_waits_or_failed(home: Path, state: str, is_wrong: bool) -> None:
    Job.objects.create(
        kind="x", title="x", arguments={}, person=1, state=state, total=1,
        made_at=timezone.now() - dt.timedelta(hours=1),
    )  # fmt: skip
    assert [finding.wrong for finding in work.find_job_problems()] == [is_wrong]


def test_a_mail_server_that_does_not_answer_and_mail_that_waits(home: Path, settings: Any) -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        options = {"host": "127.0.0.1", "port": server.getsockname()[1]}
        settings.MAIL_FROM, settings.MAILERS = "so@example.gov.vn", {"default": {"OPTIONS": options}}
        assert "không nối được" in wrong(work.find_mail_problems)
        server.listen()
        assert not list(work.find_mail_problems())
        day = timezone.localdate()
        Message.objects.create(
            person=1,
            day=day,
            lines=[],
            made_at=timezone.now() - dt.timedelta(days=2),
            attempts=3,
            failure="x",
        )
        assert "1 thư quá một ngày" in wrong(work.find_mail_problems)


def test_a_home_in_which_no_server_was_started_is_told_how_to_begin(tmp_path: Path) -> None:
    ended = sokehoach(tmp_path / "home", "doctor")
    assert "bắt đầu: chưa mở máy chủ lần nào. Cần làm: chạy «sokehoach serve»" in " ".join(ended.out.split())
    assert "cơ sở dữ liệu: chưa có bảng dữ liệu" in " ".join(ended.out.split())
    assert "Error" not in ended.out


def test_a_check_that_cannot_be_made_stops_no_other() -> None:
    def broken() -> list[Any]:
        raise OSError("0912345678")

    told = dict(checks.run_checks({"a": broken, "b": list}))
    assert [str(finding) for finding in told["a"]] == [
        "không kiểm tra được (OSError). Cần làm: mở được cơ sở dữ liệu rồi chạy lại."
    ]
    assert told["b"] == []


@pytest.mark.parametrize(("layer", "told"), [("landlock", "Landlock"), ("seccomp", "seccomp")])
def test_a_kernel_that_does_not_close_a_parser_in(monkeypatch: pytest.MonkeyPatch, layer: str, told: str) -> None:
    layers(monkeypatch, **({"landlock": 7, "seccomp": True} | {layer: 0}))
    assert told in wrong(files.find_parser_problems)


@pytest.mark.parser_process
def test_a_parser_that_cannot_close_itself_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/true")
    assert "không tự khóa được" in wrong(files.find_parser_problems)


def test_a_parser_of_the_server_s_own_user_is_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    layers(monkeypatch, landlock=7, seccomp=True, user=os.getuid())
    [found] = files.find_parser_problems()
    assert not found.wrong
    assert "SOKEHOACH_PARSER" in found.todo


def test_a_parser_of_another_user_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "other_user_at", "/tmp/sokehoach-nobody-listens")
    assert "nobody-listens" in wrong(files.find_parser_problems)


@pytest.mark.parser_process
def test_the_parser_itself_is_asked() -> None:
    """Whatever this kernel has: as many findings as layers that it lacks."""
    held = process.run("layers", b"")
    assert len([one for one in files.find_parser_problems() if one.wrong]) == [
        held["landlock"],
        held["seccomp"],
    ].count(0)
