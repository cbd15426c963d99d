#!/bin/sh
# Installs this bundle without any network: checks every file, makes a virtual environment, installs from wheels/ alone.
# usage: ./install.sh FOLDER      FOLDER/bin/sokehoach is the program; PYTHON= names another Python than that of the bundle
set -eu
cd "$(dirname "$0")"
fail() { printf '%s\n%s\n' "$1" "$2" >&2; exit 1; }
[ $# -eq 1 ] || fail "Cách dùng: ./install.sh THƯ_MỤC" "usage: ./install.sh FOLDER"
case "$1" in /*) target="$1" ;; *) fail "Ghi đường dẫn đầy đủ, bắt đầu bằng «/»." "Give an absolute path, beginning with «/»." ;; esac
[ ! -e "$target" ] || fail "$target đã có: mỗi phiên bản một thư mục mới." "$target exists: each version has a folder of its own."
sha256sum --check --quiet SHA256SUMS || fail "Tệp không khớp SHA256SUMS: chép lại bộ cài." "A file differs from SHA256SUMS: copy the bundle again."
minor="$(basename "$(pwd -P)" | sed -n 's/.*-cp3\([0-9]*\)-.*/\1/p')"  # of the Python that the bundle's name says
python="${PYTHON:-$(command -v "python3.$minor" || echo python3)}"
"$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 12))' \
  || fail "Cần Python 3.12 trở lên có venv (Debian: python3-venv)." "Python 3.12 or later with venv is needed (Debian: python3-venv)."
"$python" -m venv "$target"
"$target/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --find-links wheels \
  --require-hashes --requirement requirements.txt \
  || { rm -rf "$target"; fail "Không cài được: bộ cài dành cho Python hoặc máy khác." "Not installed: the bundle is for another Python or machine."; }
"$target/bin/sokehoach" --version
