#!/bin/sh
# Sets this checkout up: a .venv with pinned packages, the pages' fonts and icons, the message catalogues.
# usage: tools/setup.sh base|dev     Does only what has changed since the last time; says what it does, in two languages.
set -eu
cd "$(dirname "$0")/.."
kind="${1:-base}"
began=$(date +%s)
step=0
# say VI EN: one numbered step of six, with the seconds since the start.
say() {
  step=$((step + 1))
  printf '  [%s/6 · %2ss] %s · %s\n' "$step" "$(($(date +%s) - began))" "$1" "$2"
}
fail() { printf '%s\n%s\n' "$1" "$2" >&2; exit 1; }

find_python() {
  # `python3` may be 3.11, for which pip would quietly choose an older Django: look for 3.12 or later by name.
  for candidate in ${PYTHON:-} python3.14 python3.13 python3.12 python3 /usr/bin/python3 \
      "$HOME"/.pyenv/versions/3.1[2-9]*/bin/python3; do
    if command -v "$candidate" >/dev/null 2>&1 \
       && "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then
      command -v "$candidate"; return 0
    fi
  done
  return 1
}

fetch_assets() { # with the npm named
  omit=""; [ "$kind" = base ] && omit="--omit=dev"
  "$1" ci --ignore-scripts --no-fund --no-audit --loglevel=error $omit >/dev/null
}

want="$kind $(cat requirements/$kind.txt pyproject.toml package-lock.json | cksum)"
have=$(cat .venv/.setup-$kind 2>/dev/null || true)
# what the developers' set holds, it holds for everyone
[ "$kind" = base ] && [ -e .venv/.setup-dev ] && [ "$(cat .venv/.setup-dev)" = "dev $(cat requirements/dev.txt pyproject.toml package-lock.json | cksum)" ] && have="$want"

fetching=""
if [ "$want" != "$have" ]; then
  echo "Cài đặt lần đầu, khoảng một phút · First set-up, about a minute"
  if command -v npm >/dev/null 2>&1; then # fonts and icons come while the packages do
    say "tải phông chữ, biểu tượng (chạy nền)" "fetching fonts and icons in the background"
    fetch_assets npm & fetching=$!
  fi
fi
if [ ! -x .venv/bin/python ]; then
  python=$(find_python) || fail "Không tìm thấy Python 3.12 trở lên. Hãy cài (Debian: apt-get install python3-venv), hoặc chỉ rõ: make PYTHON=/đường/dẫn/python3 …" "Python 3.12 or later was not found. Install it (Debian: apt-get install python3-venv), or name it: make PYTHON=/path/to/python3 …"
  say "tạo môi trường .venv" "making .venv with $($python --version)"
  "$python" -m venv .venv
fi
if ! .venv/bin/uv --version >/dev/null 2>&1; then
  say "cài trình cài đặt uv" "installing uv"
  .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements/uv.txt
fi
if [ "$want" != "$have" ]; then
  say "cài các gói đã ghim ($kind)" "installing the pinned packages ($kind)"
  # compiled now: the process that opens a file from outside may write nothing, and would compile its parser each time
  .venv/bin/uv pip install -q --compile-bytecode --python .venv/bin/python --require-hashes -r "requirements/$kind.txt"
  .venv/bin/uv pip install -q --python .venv/bin/python --no-deps --no-build-isolation -e .
  if [ -n "$fetching" ]; then
    say "chờ phông chữ, biểu tượng" "waiting for fonts and icons"
    wait "$fetching"
  else
    say "máy không có npm: cài node vào .venv, tải phông chữ" "no npm here: installing node into .venv, fetching fonts"
    .venv/bin/uv pip install -q --python .venv/bin/python --require-hashes -r requirements/node.txt
    PATH="$PWD/.venv/bin:$PATH" fetch_assets .venv/bin/npm
  fi
  say "dựng kiểu chữ, biểu tượng, bản dịch" "building typefaces, icons, translations"
  printf '%s' "$want" > ".venv/.setup-$kind"
fi
# These look for themselves whether anything is newer than what they built.
.venv/bin/python tools/typefaces.py & drawing=$!
.venv/bin/python tools/national_units.py & listing=$!
.venv/bin/python tools/assets.py
.venv/bin/python tools/messages.py
wait "$drawing"
wait "$listing"
