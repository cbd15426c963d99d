#!/bin/sh
# The journeys walk the pages in Debian's chromium. Installs it where that is ours to do, else says what is missing.
set -eu
command -v chromium >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "  installing chromium with apt"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null
else
  echo "The browser journeys need chromium. Install it (Debian: sudo apt-get install chromium) and run make test again." >&2
  exit 1
fi
