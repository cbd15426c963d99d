#!/bin/sh
# Runs a command again and again, with a pause of so many seconds: `every.sh 300 sokehoach tick`. A failure is told, not fatal.
set -u
pause="$1"; shift
trap 'exit 0' TERM INT
while :; do
  "$@" || echo "ended with $?: $*" >&2
  sleep "$pause" & wait $!
done
