#!/bin/sh
# Does on loopback, in a folder of its own, what docs/how-to/deploy.md says, and checks it over TLS with a real nginx.
# usage: tools/try_deploy.sh [FOLDER]     needs nginx, openssl, curl (Debian: apt-get install nginx-light openssl curl)
set -eu
umask 077
here=$(cd "$(dirname "$0")/.." && pwd)
root=$(mktemp -d "${1:-/tmp}/sokehoach-deploy.XXXXXX")
web="${PORT:-8310}"; http=$((web + 10001)); tls=$((web + 10002))
name=so.example.gov.vn
sokehoach="$here/.venv/bin/sokehoach"
for program in nginx openssl curl; do
  command -v "$program" >/dev/null || { echo "not tried: $program is not on this machine"; exit 3; }
done

server="" proxy="" parser=""
end() { [ -z "$parser" ] || kill "$parser" 2>/dev/null || true
        [ -z "$proxy" ] || kill "$proxy" 2>/dev/null || true
        [ -z "$server" ] || { kill -TERM "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; }
        rm -rf "$root"; }
trap end EXIT
trap "exit 1" INT TERM
step() { printf '== %s\n' "$*"; }
die() { printf 'FAILED: %s\n' "$*" >&2; [ ! -f "$root/web.log" ] || tail -5 "$root/web.log" >&2; exit 1; }

step "units: verified, and how much of the system they may touch"
if command -v systemd-analyze >/dev/null; then
  mkdir "$root/units"
  for unit in "$here"/deploy/systemd/*; do
    sed "s#/opt/sokehoach/current#$here#" "$unit" > "$root/units/$(basename "$unit")"
  done
  systemd-analyze verify --man=no "$root"/units/* || die "systemd-analyze verify"
  for unit in "$root"/units/*.service; do
    systemd-analyze security --offline=true --threshold=15 "$unit" > "$root/exposure" 2>&1 || die "exposure over 1.5: $unit"
    tail -1 "$root/exposure" | sed 's/^/   /'
  done
else echo "   not tried: no systemd-analyze"; fi

step "a certificate of a CA of our own"
mkdir -p "$root/tls" "$root/home" "$root/log" "$root/run"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "/CN=test CA" \
  -keyout "$root/tls/ca.key" -out "$root/tls/ca.pem" 2>/dev/null
openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$name" -addext "subjectAltName=DNS:$name" \
  -keyout "$root/tls/key.pem" -out "$root/tls/request" 2>/dev/null
openssl x509 -req -in "$root/tls/request" -CA "$root/tls/ca.pem" -CAkey "$root/tls/ca.key" -CAcreateserial -days 1 \
  -copy_extensions copy -out "$root/tls/fullchain.pem" 2>/dev/null

step "the environment, a backup key that stays elsewhere, the server"
openssl rand -hex 24 > "$root/metrics-token"
recipient=$("$sokehoach" backup-key -o "$root/khoa")
sed -e "s#/var/lib/sokehoach/backups#$root/backups#; s#/var/lib/sokehoach#$root/home#; s#BACKUP_TO=.*#BACKUP_TO=$recipient#" \
  -e "s|^SOKEHOACH_PARSER=.*|SOKEHOACH_PARSER=$root/parser.socket|" \
  -e "s|^#SOKEHOACH_METRICS=.*|SOKEHOACH_METRICS=$root/metrics-token|" \
  "$here/deploy/environment.example" > "$root/environment"
set -a; . "$root/environment"; set +a
unset DATABASE_URL
if command -v systemd-socket-activate >/dev/null; then
  (cd / && exec systemd-socket-activate --accept --inetd --listen="$root/parser.socket" -E "PYTHONPATH=$here/src" \
    "$here/.venv/bin/python" -P -s -m sokehoach.adapters.parser_jobs) > "$root/parser.log" 2>&1 & parser=$!
  until [ -S "$root/parser.socket" ]; do kill -0 "$parser" || die "nobody listens for files from outside"; sleep 0.1; done
else unset SOKEHOACH_PARSER; echo "   parsers of another user are not tried: no systemd-socket-activate"; fi
"$sokehoach" serve --port "$web" > "$root/web.log" 2>&1 & server=$!

step "nginx, with deploy/nginx/sokehoach.conf"
sed -e "s#listen 80;#listen 127.0.0.1:$http;#; s#listen 443#listen 127.0.0.1:$tls#; s#127.0.0.1:8000#127.0.0.1:$web#" \
  -e "s#/etc/sokehoach/tls#$root/tls#; s#/var/log/nginx#$root/log#" "$here/deploy/nginx/sokehoach.conf" > "$root/site.conf"
cat > "$root/nginx.conf" <<END
$([ "$(id -u)" != 0 ] || echo "user root;")  # whose workers may reopen a log in this folder
daemon off; pid $root/run/nginx.pid; error_log $root/log/start.log;
events {}
http { client_body_temp_path $root/run/body; proxy_temp_path $root/run/proxy; fastcgi_temp_path $root/run/f;
       uwsgi_temp_path $root/run/u; scgi_temp_path $root/run/s; include $root/site.conf; }
END
nginx -t -q -c "$root/nginx.conf" || die "nginx does not take the configuration"
nginx -c "$root/nginx.conf" & proxy=$!

ask() { curl -sS --max-time 30 --cacert "$root/tls/ca.pem" --resolve "$name:$tls:127.0.0.1" --resolve "$name:$http:127.0.0.1" "$@"; }
site="https://$name:$tls"
sleep 1
kill -0 "$proxy" 2>/dev/null || die "nginx did not start: are ports $http and $tls free?"
step "ready over TLS"
tries=0
until [ "$(ask "$site/suc-khoe/san-sang" 2>/dev/null || true)" = ok ]; do
  tries=$((tries + 1)); [ "$tries" -lt 480 ] || die "not ready after four minutes"
  kill -0 "$server" 2>/dev/null || die "the server ended"; sleep 0.5
done

step "what each answer carries"
page="$root/page"
ask -D "$page" -o "$root/body" "$site/tai-khoan/dang-nhap/?next=/ke-hoach/&q=Minh-0912345678"
for wanted in '^HTTP/2 200' '^strict-transport-security: max-age=31536000' "^content-security-policy: .*frame-ancestors 'none'" \
  '^x-frame-options: DENY' '^x-content-type-options: nosniff' '^cross-origin-opener-policy: same-origin' \
  '^set-cookie: __Host-csrf=.*Path=/.*Secure' '^x-request-id: [0-9a-f]\{32\}'; do
  grep -qi "$wanted" "$page" || die "no header like $wanted"
done
number=$(sed -n 's/^x-request-id: \([0-9a-f]*\).*/\1/ip' "$page")
grep -q "$number" "$root/web.log" || die "the product's log has not the proxy's number of the request"
grep -q "$number" "$root/log/sokehoach.log" || die "the proxy's log has not the number"
! grep -rq "0912345678" "$root/web.log" "$root/log" || die "a log tells what was asked for"

step "what is refused"
[ "$(ask -o /dev/null -w '%{http_code} %{redirect_url}' "http://$name:$http/x")" = "301 https://$name/x" ] || die "plain HTTP is not sent to HTTPS"
! curl -sS --max-time 5 -k "https://127.0.0.1:$tls/" >/dev/null 2>&1 || die "another name is answered"
[ "$(ask -o /dev/null -w '%{http_code}' -X TRACE "$site/")" = 405 ] || die "TRACE"
[ "$(ask -o /dev/null -w '%{http_code}' -X DELETE "$site/")" = 405 ] || die "DELETE"
head -c 30000000 /dev/zero > "$root/large"
[ "$(ask -o /dev/null -w '%{http_code}' -F "file=@$root/large" "$site/ke-hoach/" 2>/dev/null)" = 413 ] || die "30 MB are taken"
! ask --tls-max 1.1 "$site/" >/dev/null 2>&1 || die "TLS 1.1"
[ "$(ask -o /dev/null -w '%{http_code}' "$site/suc-khoe/so-do")" = 404 ] || die "metrics without a token"
ask -H "Authorization: Bearer $(cat "$root/metrics-token")" "$site/suc-khoe/so-do" | grep -q '^sokehoach_ready 1' || die "metrics"

step "timer, backup, restore elsewhere, the trail verified"
"$sokehoach" load tuan_giao_2021 > /dev/null || die "load"
"$sokehoach" tick > "$root/tick.log" 2>&1 || die "tick: $(cat "$root/tick.log")"
SOKEHOACH="$sokehoach" "$here/deploy/backup.sh" > /dev/null || die "backup"
[ "$(find "$root/backups" -name '*.age' | wc -l)" = 1 ] || die "no backup"
SOKEHOACH_HOME="$root/restored" "$sokehoach" restore "$root"/backups/*.age --identity "$root/khoa" > /dev/null || die "restore"
# Against the backup itself; 2, since no witness has signed anything here, and not 1.
verified=0; SOKEHOACH_HOME="$root/restored" "$sokehoach" audit verify --backup "$root"/backups/*.age --identity "$root/khoa" \
  > "$root/verified" || verified=$?
[ "$verified" = 2 ] && ! grep -q -- "--held" "$root/verified" || { cat "$root/verified"; die "the trail does not verify"; }
sed 's/^/   /' "$root/verified"

step "doctor"
"$sokehoach" doctor > "$root/doctor" || { cat "$root/doctor"; die "doctor finds something wrong in what the guide made"; }

step "logs are rotated"
if command -v logrotate >/dev/null; then
  sed "s#/var/log/nginx#$root/log#; s#/run/nginx.pid#$root/run/nginx.pid#g; s#create 0640 www-data adm##" "$here/deploy/logrotate" > "$root/rotate"
  logrotate -s "$root/rotated" -f "$root/rotate" 2>/dev/null || die "logrotate"
  tries=0  # its workers reopen when they come to it
  until ask "$site/suc-khoe/song" > /dev/null; grep -q request "$root/log/sokehoach.log" 2>/dev/null; do
    tries=$((tries + 1)); [ "$tries" -lt 40 ] || die "nginx does not write to the fresh log"; sleep 0.5
  done
else echo "   not tried: no logrotate"; fi

step "an update's restart: stopped by the signal of the unit, started again, ready"
kill -TERM "$server"; wait "$server" 2>/dev/null || true
"$sokehoach" serve --port "$web" >> "$root/web.log" 2>&1 & server=$!
tries=0
until [ "$(ask "$site/suc-khoe/san-sang" 2>/dev/null || true)" = ok ]; do
  tries=$((tries + 1)); [ "$tries" -lt 480 ] || die "not ready again after four minutes"; sleep 0.5
done
echo "All that the guide says was done and answers."
