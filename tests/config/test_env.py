"""What a deployment reads from its environment."""

import stat
from datetime import date
from pathlib import Path

import pytest

from sokehoach.config import env


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATABASE_URL", "SOKEHOACH_POOL", "SOKEHOACH_HOSTS", "SOKEHOACH_HTTPS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SOKEHOACH_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_it_works(home: Path) -> None:
    assert env.get_home() == home
    assert env.build_database_settings()["NAME"] == home / "sokehoach.sqlite3"
    assert home.is_dir()
    assert env.find_demonstration() is None
    assert env.list_hosts() == ["127.0.0.1", "localhost", "[::1]"]
    assert not env.is_https()


def test_without_a_home_it_is_var_where_one_stands(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SOKEHOACH_HOME", "")
    monkeypatch.chdir(tmp_path)
    assert env.get_home() == tmp_path / "var"


def test_the_secret_is_made_once_for_its_owner_alone(home: Path) -> None:
    first = env.get_secret_key()
    assert len(first) >= 50
    assert env.get_secret_key() == first
    assert stat.S_IMODE((home / "secret").stat().st_mode) == 0o600
    assert [path.name for path in home.iterdir()] == ["secret"]


def test_of_two_starters_the_second_takes_the_secret_of_the_first(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(fresh: Path, path: Path) -> None:
        path.write_text("của người đến trước")
        raise FileExistsError

    monkeypatch.setattr(env.os, "link", link)
    assert env.get_secret_key() == "của người đến trước"
    assert [path.name for path in home.iterdir()] == ["secret"]


def test_a_demonstration_is_marked_in_its_home(home: Path) -> None:
    marked = env.Demonstration(today=date(2021, 6, 22), seed=7)
    env.mark_demonstration(marked)
    assert env.find_demonstration() == marked
    assert [path.name for path in home.iterdir()] == ["demonstration.json"]


def test_commits_reach_the_disk_and_writers_wait_their_turn(home: Path) -> None:
    options = env.build_database_settings()["OPTIONS"]
    assert "synchronous=FULL" in options["init_command"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] >= 10


# Statements are planned once for each connection, and not compiled to machine code.
PLANNED_ONCE = {"server_side_binding": True, "prepare_threshold": 5, "options": "-c jit=off"}


@pytest.mark.parametrize(
    ("url", "told"),
    [
        (
            "postgresql://so:m%40t@db.local:5433/ke_hoach",
            {"NAME": "ke_hoach", "USER": "so", "PASSWORD": "m@t", "HOST": "db.local", "PORT": "5433",
             "OPTIONS": PLANNED_ONCE},
        ),
        (
            "postgres://so@/ke_hoach?host=/run/pg",
            {"NAME": "ke_hoach", "USER": "so", "PASSWORD": "", "HOST": "/run/pg", "PORT": "", "OPTIONS": PLANNED_ONCE},
        ),
        (
            "postgresql://so@db/ke_hoach?sslmode=require",
            {"NAME": "ke_hoach", "USER": "so", "PASSWORD": "", "HOST": "db", "PORT": "",
             "OPTIONS": PLANNED_ONCE | {"sslmode": "require"}},
        ),
        (
            "postgresql://so@db/ke_hoach?options=-c%20statement_timeout%3D5000",
            {"NAME": "ke_hoach", "USER": "so", "PASSWORD": "", "HOST": "db", "PORT": "",
             "OPTIONS": PLANNED_ONCE | {"options": "-c statement_timeout=5000"}},
        ),
    ],
)  # fmt: skip
def test_another_database_is_named_by_its_address(
    home: Path, monkeypatch: pytest.MonkeyPatch, url: str, told: dict[str, object]
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    assert env.build_database_settings() == {"ENGINE": "django.db.backends.postgresql"} | told


def test_a_pool_is_kept_where_it_is_asked_for(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://so@db/ke_hoach?sslmode=require")
    monkeypatch.setenv("SOKEHOACH_POOL", "4")
    made = env.build_database_settings()
    assert made["OPTIONS"] == PLANNED_ONCE | {
        "sslmode": "require",
        "pool": {"min_size": 1, "max_size": 4, "timeout": env.PATIENCE},
    }
    assert made["CONN_HEALTH_CHECKS"] is True


def test_a_database_that_the_product_does_not_speak_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://so@db/ke_hoach")
    with pytest.raises(SystemExit, match="mysql"):
        env.build_database_settings()


def test_hosts_are_a_list(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOKEHOACH_HOSTS", "so.tuangiao.gov.vn, 10.0.0.5 ,")
    assert env.list_hosts() == ["so.tuangiao.gov.vn", "10.0.0.5"]


@pytest.mark.parametrize(("told", "https"), [("1", True), ("0", False), ("", False)])
def test_cookies_go_over_https_alone_where_it_is_said(
    home: Path, monkeypatch: pytest.MonkeyPatch, told: str, https: bool
) -> None:
    monkeypatch.setenv("SOKEHOACH_HTTPS", told)
    assert env.is_https() is https


def test_requests_are_counted_where_it_is_a_deployment(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOKEHOACH_RATE", raising=False)
    assert env.get_request_limit() == 0
    monkeypatch.setenv("SOKEHOACH_HTTPS", "1")
    assert env.get_request_limit() == 600
    monkeypatch.setenv("SOKEHOACH_RATE", "90")
    assert env.get_request_limit() == 90


def test_the_token_of_metrics_stands_in_a_file(home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SOKEHOACH_METRICS", raising=False)
    assert env.read_metrics_token() == ""
    (tmp_path / "token").write_text("d0a1\n")
    monkeypatch.setenv("SOKEHOACH_METRICS", str(tmp_path / "token"))
    assert env.read_metrics_token() == "d0a1"


def test_a_level_that_no_log_knows_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOKEHOACH_LOG", "info")
    assert env.get_log_level() == "INFO"
    monkeypatch.setenv("SOKEHOACH_LOG", "loud")
    with pytest.raises(SystemExit, match="SOKEHOACH_LOG"):
        env.get_log_level()


def test_a_file_is_handed_to_another_user_where_a_socket_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOKEHOACH_PARSER", raising=False)
    assert env.get_parser_socket() == ""
    monkeypatch.setenv("SOKEHOACH_PARSER", "/run/sokehoach-parser.socket")
    assert env.get_parser_socket() == "/run/sokehoach-parser.socket"
