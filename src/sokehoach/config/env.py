"""Read the settings of this deployment from environment variables, all in one place.

SOKEHOACH_HOME      folder of all state (database, files, secret); default ./var
DATABASE_URL        postgresql://user:password@host:port/name; default SQLite in SOKEHOACH_HOME
SOKEHOACH_POOL      with PostgreSQL: most pooled connections per server process; default: one connection per request
SOKEHOACH_HOSTS     host names that the server answers to, separated by commas
SOKEHOACH_ROOTS     folder of the root certificates whose digital signatures are trusted; default trust/ in
                    SOKEHOACH_HOME, empty: then every chain is shown as «chưa xác minh được gốc tin cậy»
SOKEHOACH_SMTP      smtp://user:password@host:port?from=address, or smtps://; default: no mail is sent
SOKEHOACH_SITE      address of the product, https://host/, used in reminders
SOKEHOACH_PROXIES   number of own reverse proxies in front; default 0: the peer is the client
SOKEHOACH_PARSER    socket of parsers that run as another user (deploy/systemd/sokehoach-parser.socket); default: none,
                    a process of the server's own user opens files from outside
SOKEHOACH_SPARK     sc://host:port of a server of Spark Connect, for `sokehoach verify --engine spark`; default: none
SOKEHOACH_OIDC      file of one JSON object {name, server_url, client_id, secret}: a provider with which
                    invited people may also sign in; default: none
SOKEHOACH_HTTPS     1 if pages are served over HTTPS: cookies are then sent over HTTPS only
SOKEHOACH_LANGUAGE  vi or en: the language of the commands' output; default: en where LC_ALL, LC_MESSAGES or LANG begins
                    with en, else vi (cli_language)
SOKEHOACH_LOG       lowest level that is logged (INFO: a line per request); default WARNING
SOKEHOACH_METRICS   file with the token for /suc-khoe/so-do; default: no access
SOKEHOACH_RATE      requests a minute per account, or per address of anonymous visitors; default 600 with
                    SOKEHOACH_HTTPS, else unlimited
SOKEHOACH_API_RATE  requests a minute per token of the API; default 600, 0: unlimited
"""

import json
import os
import secrets
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from sokehoach.domain.messages import say

SOURCE = Path(__file__).resolve().parent.parent
SQLITE = "sokehoach.sqlite3"
KEPT_SECONDS = 60  # of a thread's connection to SQLite; each new one reads the schema again, in 5 ms of processor
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
PATIENCE = 5  # seconds that a request waits for a connection from the pool


@dataclass(frozen=True, slots=True)
class Demonstration:
    """The marker of a database with invented data. `today` is the date of its clock. `is_trial`: it holds a draft of a
    programme that is tried out, and ends with its process.
    """

    today: date
    seed: int
    is_trial: bool = False

    @property
    def notice_text(self) -> str:
        """What stands on every document."""
        if self.is_trial:
            return say("Chạy thử bản nháp: mọi số liệu là số liệu giả định.")
        return say("Bản trình diễn: số liệu và tên cán bộ là giả định.")

    def move_to(self, day: date) -> "Demonstration":
        """The same with another date."""
        return replace(self, today=day)


def get_home() -> Path:
    return Path(os.environ.get("SOKEHOACH_HOME") or "var").resolve()


def keep_home_private() -> None:
    """Restrict the state folder, and whatever is created in it, to its owner, under any umask."""
    os.umask(0o077)
    get_home().mkdir(parents=True, exist_ok=True)
    private = [(get_home(), 0o700), *((path, 0o600) for path in get_home().glob(f"{SQLITE}*"))]
    for path, mode in private:
        if path.stat().st_mode & 0o077 and path.stat().st_uid == os.geteuid():
            path.chmod(mode)


def get_signature_roots() -> Path:
    return Path(os.environ.get("SOKEHOACH_ROOTS") or get_home() / "trust").resolve()


def get_parser_socket() -> str:
    return os.environ.get("SOKEHOACH_PARSER", "")


def get_spark_address() -> str:
    return os.environ.get("SOKEHOACH_SPARK", "")


def get_secret_key() -> str:
    """Return the deployment's secret key; it is created once and readable by its owner alone."""
    path = get_home() / "secret"
    try:
        return path.read_text()
    except FileNotFoundError:
        get_home().mkdir(parents=True, exist_ok=True)
        new_file = get_home() / f"secret.{os.getpid()}"
        try:
            new_file.touch(mode=0o600)
            new_file.write_text(secrets.token_urlsafe(50))
            os.link(new_file, path)  # the first of two starters wins; the second reads its key
        except FileExistsError:
            pass
        finally:
            new_file.unlink(missing_ok=True)
        return path.read_text()


def get_demonstration_path() -> Path:
    return get_home() / "demonstration.json"


def find_demonstration() -> Demonstration | None:
    """Return the marker of the demonstration in this home, or None for a real deployment."""
    try:
        mark = json.loads(get_demonstration_path().read_text("utf-8"))
    except FileNotFoundError:
        return None
    return Demonstration(today=date.fromisoformat(mark["today"]), seed=mark["seed"])


def refuse_public_demonstration() -> None:
    """Refuse to serve a demonstration beyond this machine: its visitors may sign in as anyone.

    Raises SystemExit with a sentence if this home holds a demonstration and HTTPS or a host other than loopback is
    configured.
    """
    public = [name for name in (*list_hosts(), urlsplit(os.environ.get("SOKEHOACH_SITE", "")).hostname or "") if name]
    if is_https() or set(public) - {*LOOPBACK, "::1"}:
        raise SystemExit(
            say(
                "Thư mục %(home)s chứa bản trình diễn: ai mở cũng vào được mọi vai. Không chạy bản trình diễn với"
                " SOKEHOACH_HTTPS=1 hoặc tên máy ngoài 127.0.0.1, localhost. Hãy đặt SOKEHOACH_HOME là thư mục khác.",
                home=get_home(),
            )
        )


def mark_demonstration(demonstration_mark: Demonstration) -> None:
    """Mark this home as one with invented data.

    Call it before the first row is written: after a crash at any moment, a home without the marker holds no invented
    data.
    """
    refuse_public_demonstration()
    get_home().mkdir(parents=True, exist_ok=True)
    mark = {"today": demonstration_mark.today.isoformat(), "seed": demonstration_mark.seed}
    # Written beside it, then moved into place: half a marker would keep the product from starting.
    fresh = get_home() / f"demonstration.{os.getpid()}"
    fresh.write_text(json.dumps(mark), "utf-8")
    fresh.replace(get_demonstration_path())


def build_database_settings() -> dict:
    url = os.environ.get("DATABASE_URL")
    if not url:
        get_home().mkdir(parents=True, exist_ok=True)
        return build_sqlite_settings()
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise SystemExit(
            say("DATABASE_URL phải bắt đầu bằng postgresql://, không phải %(scheme)s://", scheme=parts.scheme)
        )
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    socket = query.pop("host", "")
    pool_size = int(os.environ.get("SOKEHOACH_POOL") or 0)
    # The same few statements come thousands of times: the server plans each once per connection. A form's statement
    # over its registers is planned in 5 ms and answered in 1.
    # Compiled to machine code, a statement of 380 SELECTs would take four times as long.
    options: dict[str, Any] = {"options": "-c jit=off"} | query | {"server_side_binding": True, "prepare_threshold": 5}
    settings: dict[str, Any] = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or socket),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }
    if not pool_size:
        return settings
    # Checked before each use: a restarted server has closed the pooled connections. A request that finds none free
    # waits only as long as a person would, and then gets an error.
    pool = {"pool": {"min_size": 1, "max_size": pool_size, "timeout": PATIENCE}}
    return settings | {"OPTIONS": options | pool, "CONN_HEALTH_CHECKS": True}


def build_sqlite_settings() -> dict:
    """Return the settings of this home's SQLite file, used without DATABASE_URL."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": get_home() / SQLITE,
        "OPTIONS": {
            # FULL: with NORMAL, a power cut loses commits that were already acknowledged (tests/durability).
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
        },
        "CONN_MAX_AGE": KEPT_SECONDS,
    }


def list_hosts() -> list[str]:
    names = os.environ.get("SOKEHOACH_HOSTS", "")
    return [host.strip() for host in names.split(",") if host.strip()] or [*LOOPBACK]


def is_https() -> bool:
    return os.environ.get("SOKEHOACH_HTTPS") == "1"


def count_proxies() -> int:
    return int(os.environ.get("SOKEHOACH_PROXIES") or 0)


def get_log_level() -> str:
    level = (os.environ.get("SOKEHOACH_LOG") or "WARNING").upper()
    if level not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise SystemExit(
            say("SOKEHOACH_LOG phải là DEBUG, INFO, WARNING hoặc ERROR, không phải %(level)s", level=level)
        )
    return level


def read_metrics_token() -> str:
    path = os.environ.get("SOKEHOACH_METRICS")
    return Path(path).read_text("utf-8").strip() if path else ""


def get_request_limit() -> int:
    return int(os.environ.get("SOKEHOACH_RATE") or (600 if is_https() else 0))


def get_api_request_limit() -> int:
    return int(os.environ.get("SOKEHOACH_API_RATE") or 600)


def build_identity_provider() -> dict:
    """Return allauth's SOCIALACCOUNT_PROVIDERS: one OpenID Connect provider with PKCE, or none."""
    path = os.environ.get("SOKEHOACH_OIDC")
    if not path:
        return {}
    provider = json.loads(Path(path).read_text("utf-8"))
    app = {
        "provider_id": "co-quan",
        "name": provider["name"],
        "client_id": provider["client_id"],
        "secret": provider["secret"],
        "settings": {"server_url": provider["server_url"], "fetch_userinfo": False},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True, "SCOPE": ["openid"]}}


def build_mailers() -> tuple[dict, str]:
    """Return Django's MAILERS and the sender's address. Without a server the sender is «» and nothing is sent."""
    parts = urlsplit(os.environ.get("SOKEHOACH_SMTP", ""))
    if not parts.hostname:
        return {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}, ""
    options = {
        "host": parts.hostname,
        "port": parts.port or (465 if parts.scheme == "smtps" else 25),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": parts.scheme == "smtps",
        "timeout": 20,
    }
    sender = parse_qs(parts.query).get("from", [""])[0]
    backend = "django.core.mail.backends.smtp.EmailBackend"
    return {"default": {"BACKEND": backend, "OPTIONS": options}}, sender or f"sokehoach@{parts.hostname}"


def get_site() -> str:
    return os.environ.get("SOKEHOACH_SITE") or f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/"
