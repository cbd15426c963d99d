#!/bin/sh
# Sets this checkout up: a .venv with pinned packages, the pages' fonts and icons, the message catalogue.
# usage: tools/setup.sh base|dev     Does only what has changed since the last time; says what it does.
set -eu
cd "$(dirname "$0")/.."
kind="${1:-base}"
say() { printf '  %s\n' "$*"; }

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

if [ ! -x .venv/bin/python ]; then
  python=$(find_python) || { echo "Python 3.12 or later was not found. Install it (Debian: apt-get install python3-venv), or name it: make PYTHON=/path/to/python3 …" >&2; exit 1; }
  say "making .venv with $($python --version)"
  "$python" -m venv .venv
fi
if ! .venv/bin/uv --version >/dev/null 2>&1; then
  say "installing uv"
  .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements/uv.txt
fi
want="$kind $(cat requirements/$kind.txt pyproject.toml package-lock.json | cksum)"
have=$(cat .venv/.setup-$kind 2>/dev/null || true)
# what the developers' set holds, it holds for everyone
[ "$kind" = base ] && [ -e .venv/.setup-dev ] && [ "$(cat .venv/.setup-dev)" = "dev $(cat requirements/dev.txt pyproject.toml package-lock.json | cksum)" ] && have="$want"
if [ "$want" != "$have" ]; then
  say "installing the pinned packages ($kind)"
  .venv/bin/uv pip install -q --python .venv/bin/python --require-hashes -r "requirements/$kind.txt"
  .venv/bin/uv pip install -q --python .venv/bin/python --no-deps --no-build-isolation -e .
  npm="npm"
  if ! command -v npm >/dev/null 2>&1; then
    say "no npm here: installing node into .venv"
    .venv/bin/uv pip install -q --python .venv/bin/python --require-hashes -r requirements/node.txt
    npm=".venv/bin/npm"
  fi
  say "fetching fonts and icons"
  omit=""; [ "$kind" = base ] && omit="--omit=dev"
  "$npm" ci --ignore-scripts --no-fund --no-audit --loglevel=error $omit >/dev/null
  printf '%s' "$want" > ".venv/.setup-$kind"
fi
# These look for themselves whether anything is newer than what they built.
.venv/bin/python tools/assets.py
.venv/bin/python tools/typefaces.py
.venv/bin/python tools/messages.py
