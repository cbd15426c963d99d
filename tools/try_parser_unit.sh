#!/bin/sh
# Starts deploy/systemd/sokehoach-parser.socket by a systemd in namespaces of its own, hands it files as the server does,
# then lets a parser that was taken over, and that closed nothing itself, try what its unit leaves open.
# usage: sudo tools/try_parser_unit.sh     needs root, systemd, overlayfs and the second version of cgroups
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
[ "$(id -u)" = 0 ] && [ -x /lib/systemd/systemd ] || { echo "not tried: needs root and systemd"; exit 3; }

if [ -z "${TRY_UNIT:-}" ]; then  # first: a place for what is tried, and for its answers
  TRY_UNIT=$(mktemp -d /tmp/parser-unit.XXXXXX); export TRY_UNIT
  end() { unshare --mount sh -c 'mount -t cgroup2 none "$TRY_UNIT/groups" && find "$TRY_UNIT/groups/parser-unit" -depth -type d \
            -exec rmdir {} +' 2>/dev/null || true
          rm -rf "$TRY_UNIT"; }
  trap end EXIT
  mkdir "$TRY_UNIT/groups" "$TRY_UNIT/disk"
  timeout 120 unshare --mount "$0" > "$TRY_UNIT/log" 2>&1 || true
  [ -s "$TRY_UNIT/told" ] || { echo "FAILED: nothing was told"; cat "$TRY_UNIT/log"; exit 1; }
  cat "$TRY_UNIT/told"
  if grep -q "^all is as it should be" "$TRY_UNIT/told"; then exit 0; else cat "$TRY_UNIT/journal"; exit 1; fi
fi

if [ -z "${TRY_INSIDE:-}" ]; then  # then: a control group and namespaces of its own
  mount -t cgroup2 none "$TRY_UNIT/groups"
  mkdir -p "$TRY_UNIT/groups/parser-unit"
  echo $$ > "$TRY_UNIT/groups/parser-unit/cgroup.procs"
  umount "$TRY_UNIT/groups"
  TRY_INSIDE=1 exec unshare --fork --kill-child --pid --mount --uts --ipc --net --cgroup "$0"
fi

mount --make-rprivate /
mount -t tmpfs none "$TRY_UNIT/disk"
mkdir "$TRY_UNIT/disk/changed" "$TRY_UNIT/disk/work" "$TRY_UNIT/disk/root"
root="$TRY_UNIT/disk/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$TRY_UNIT/disk/changed,workdir=$TRY_UNIT/disk/work" "$root"
mkdir -p "$root/opt/sokehoach/current" "$root/told"
mount --bind "$here" "$root/opt/sokehoach/current"
mount --bind "$TRY_UNIT" "$root/told"
mount -t proc proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
mount -t tmpfs -o mode=755 none "$root/run"
mount -t tmpfs none "$root/tmp"
mount -t tmpfs -o mode=755 none "$root/dev"
for one in null zero full random urandom tty; do touch "$root/dev/$one"; mount --bind "/dev/$one" "$root/dev/$one"; done
mkdir "$root/dev/shm" "$root/dev/pts"
mount -t tmpfs none "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=666 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"

: > "$root/etc/fstab"
grep -q '^sokehoach:' "$root/etc/passwd" || {
  echo "sokehoach:x:990:990::/var/lib/sokehoach:/usr/sbin/nologin" >> "$root/etc/passwd"
  echo "sokehoach:x:990:" >> "$root/etc/group"; }
install -d -o sokehoach -m 0700 "$root/var/lib/sokehoach" 2>/dev/null || install -d -o 990 -m 0700 "$root/var/lib/sokehoach"
install -d -m 0755 "$root/etc/sokehoach"
echo SECRET=1 > "$root/etc/sokehoach/environment"
units="$root/etc/systemd/system"
rm -rf "$units"/*.wants
cp "$here"/deploy/systemd/sokehoach-parser* "$units"
sed -e "s#^ListenStream=.*#ListenStream=/run/hostile.socket#" "$here/deploy/systemd/sokehoach-parser.socket" > "$units/hostile.socket"
sed -e "s#sokehoach.adapters.parser_jobs\$#tests.adapters.sandbox.hostile_parser#" \
  -e "s#PYTHONPATH=\([^ ]*\)/src#PYTHONPATH=\1/src:\1#" "$here/deploy/systemd/sokehoach-parser@.service" > "$units/hostile@.service"
cat > "$units/try.service" <<'END'
[Unit]
Wants=sokehoach-parser.socket hostile.socket
After=sokehoach-parser.socket hostile.socket
SuccessAction=exit
FailureAction=exit
[Service]
Type=oneshot
User=sokehoach
Environment=PYTHONPATH=/opt/sokehoach/current/src:/opt/sokehoach/current PYTHONDONTWRITEBYTECODE=1
ExecStart=/opt/sokehoach/current/.venv/bin/python -m tests.adapters.sandbox.try_unit
ExecStopPost=+/bin/sh -c "journalctl --no-pager -b _PID=1 + _UID=990 | tail -40 > /told/journal"
StandardOutput=file:/told/told
StandardError=inherit
TimeoutStartSec=100
END
printf '[Unit]\nRequires=basic.target try.service\nAfter=basic.target\nAllowIsolate=yes\n' > "$units/try.target"
mkdir -p "$root/before"
cd "$root"
pivot_root . before
cd /
umount -l /before
exec env -i container=lxc PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --unit=try.target --log-target=journal-or-kmsg
