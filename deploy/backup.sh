#!/bin/sh
# One locked copy, and those of the last seven days kept: every one of the last day, then the last of each day.
# BACKUP_TO is the receiving key (age1…), BACKUPS the folder. A second machine fetches the folder (docs/how-to/deploy.md).
set -eu
sokehoach="${SOKEHOACH:-/opt/sokehoach/current/.venv/bin/sokehoach}"
mkdir -p "$BACKUPS"
"$sokehoach" backup --to "$BACKUP_TO" -o "$BACKUPS/$(date -u +%Y%m%dT%H%M%SZ).age"
find "$BACKUPS" -name '*.age' -mtime +7 -delete
for day in $(find "$BACKUPS" -name '*.age' -mtime +0 -printf '%f\n' | cut -c1-8 | sort -u); do
  find "$BACKUPS" -name "$day*.age" -mtime +0 | sort | head -n -1 | xargs -r rm --
done
