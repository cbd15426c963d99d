#!/bin/sh
# The journeys walk the pages in Debian's chromium, faster in its headless shell. Installs both where that is ours to
# do, else says what is missing.
set -eu
command -v chromium >/dev/null 2>&1 && command -v chromium-headless-shell >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "  installing chromium with apt"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium chromium-headless-shell >/dev/null
elif ! command -v chromium >/dev/null 2>&1; then
  echo "The browser journeys need chromium. Install it (Debian: sudo apt-get install chromium) and run make again." >&2
  exit 1
fi
