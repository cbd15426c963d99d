#!/bin/sh
# One locked copy, and those of the last seven days kept: every one of two hours, the last of each hour of the day, then
# the last of each day.
# BACKUP_TO is the receiving key (age1…), BACKUPS the folder. A second machine fetches the folder (docs/how-to/deploy.md).
set -eu
sokehoach="${SOKEHOACH:-/opt/sokehoach/current/.venv/bin/sokehoach}"
mkdir -p "$BACKUPS"
"$sokehoach" backup --to "$BACKUP_TO" -o "$BACKUPS/$(date -u +%Y%m%dT%H%M%SZ).age"
find "$BACKUPS" -name '*.age' -mtime +7 -delete
last_of_each() {  # of those older than $1 minutes that begin with the same $2 letters
  for name in $(find "$BACKUPS" -name '*.age' -mmin "+$1" -printf '%f\n' | cut -c1-"$2" | sort -u); do
    find "$BACKUPS" -name "$name*.age" -mmin "+$1" | sort | head -n -1 | xargs -r rm --
  done
}
last_of_each 120 11
last_of_each 1440 8
