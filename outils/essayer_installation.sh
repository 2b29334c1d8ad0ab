#!/usr/bin/env bash
# Tries deploy/installer.sh from nothing: a bare Debian 12 in a folder, the last commit of this copy installed in it, the
# site started as its unit says behind the nginx.conf produced, the first page read in HTTPS, then installed once more.
#
#   sudo outils/essayer_installation.sh          (needs debootstrap, git, iproute2; some ten minutes; outside CI)
#   sudo BASE=/folder outils/essayer_installation.sh    begins from a tree that debootstrap made before
#
# Nothing is left: the tree is a temporary folder, and what runs in it is in namespaces of its own, whose end ends all of
# it. The second half has no network but its own loopback, so that the ports are those of a server and disturb nobody.
set -euo pipefail
cd "$(dirname "$0")/.."

tree=$(mktemp --directory)
trap 'rm --recursive --force --one-file-system "$tree"' EXIT

said() { printf '\n=== %s (%s s)\n' "$1" "$((SECONDS - begun))"; }
inside() { unshare --mount --pid --fork --kill-child --mount-proc="$tree/proc" "$@"; }
secret() { python3 -c "import secrets; print(secrets.token_urlsafe(50))"; }

# A bare Debian that starts no service by itself, and trusts what this machine trusts of its package registries.
make_tree() {
  if [[ -n ${BASE:-} ]]; then cp --archive "$BASE/." "$tree"; else debootstrap --variant=minbase --include=systemd-sysv bookworm "$tree" >/dev/null; fi
  chmod 755 "$tree"
  printf '#!/bin/sh\nexit 101\n' >"$tree/usr/sbin/policy-rc.d"
  chmod 755 "$tree/usr/sbin/policy-rc.d"
  cp /etc/resolv.conf /etc/hosts "$tree/etc/"
  local path
  for path in /etc/pip.conf /etc/xdg/pip /etc/uv /etc/ssl/certs/ca-certificates.crt /usr/local/share/ca-certificates; do
    [[ ! -e $path ]] || { mkdir --parents "$tree$(dirname "$path")" && cp --recursive --dereference "$path" "$tree$(dirname "$path")/"; }
  done
  git clone --quiet --no-hardlinks . "$tree/root/depot"
}

write_variables() {
  sed -e "s|^SECRET_KEY=.*|SECRET_KEY=$(secret)|" -e "s|^KEYS_PASSPHRASE=.*|KEYS_PASSPHRASE=$(secret)|" \
    -e 's|^EMAIL_URL=.*|EMAIL_URL=smtp://127.0.0.1:25|' -e 's|exemple-coophlm\.fr|coophlm.test|g' \
    -e 's|faux-mot-de-passe|du%20site|' deploy/example.env >"$tree/etc/coophlm.env"
  printf '%s\n' 'PROPRIETAIRE=postgres://coophlm:du%2Fproprietaire@127.0.0.1:5432/coophlm' \
    'ADMINISTRATEUR=administration@coophlm.test' 'CERTIFICAT=essai' >"$tree/etc/coophlm-installation.env"
}

# The site as systemd would run it: what the units say, read in them.
write_second_half() {
  cat >"$tree/root/suite.sh" <<'INSIDE'
set -euo pipefail
units=/etc/systemd/system

# Each command of a unit, in its folder, under its account, with the service's variables.
run_unit() {
  local command
  set -a && . /etc/coophlm.env && set +a
  export HOME=/run/coophlm DJANGO_SETTINGS_MODULE=config.settings.production
  umask 0027 && cd /srv/coophlm/site
  sed -e ':again' -e '/\\$/N' -e 's/\\\n//' -e 'tagain' "$units/$1" | sed -n 's/^ExecStart=//p' | while read -r command; do
    eval setpriv --reuid=coophlm --regid="$2" --clear-groups "$command" </dev/null
  done
}
ask() { curl --silent --fail --cacert /etc/ssl/coophlm-essai/fullchain.pem --resolve www.coophlm.test:443:127.0.0.1 "$@"; }

pg_conftool 15 main set port 5432  # Debian took another if this machine's own PostgreSQL held it
pg_ctlcluster 15 main start
runuser --user redis -- redis-server /etc/redis/redis.conf --daemonize yes >/dev/null
/root/depot/deploy/installer.sh

printf '\n=== Ce que systemd lirait\n'
systemd-analyze --man=no verify "$units"/coophlm*.service "$units"/coophlm*.timer nginx.service

printf '\n=== Le site, lancé comme ses services le disent\n'
install -d -o coophlm -g www-data -m 755 /run/coophlm
run_unit coophlm.service www-data &
TZ=$(sed -n 's/^Environment=TZ=//p' "$units/nginx.service.d/coophlm.conf") nginx
for _ in $(seq 60); do [[ ! -S /run/coophlm/gunicorn.sock ]] || break; sleep 0.5; done
/root/depot/deploy/installer.sh --controler
ask --output /root/page.html https://www.coophlm.test/
grep --only-matching '<title>.*</title>' /root/page.html
ask --output /root/texte.pdf https://www.coophlm.test/raison-d-etre/texte.pdf
head --bytes=8 /root/texte.pdf
echo
for unit in coophlm-entretien coophlm-journal coophlm-rappels; do
  (run_unit "$unit.service" coophlm)
  echo "$unit : bon"
done

printf '\n=== Une seconde fois\n'
/root/depot/deploy/installer.sh | tee /root/seconde.txt
grep --quiet 'Rien à faire sur la machine' /root/seconde.txt
INSIDE
}

begun=$SECONDS
said "Un Debian nu" && make_tree && write_variables
said "Installation, jusqu'à la base de données"
inside chroot "$tree" /root/depot/deploy/installer.sh 2>&1 | tee "$tree/root/moitie.txt" || true
grep --quiet 'PostgreSQL ne répond pas' "$tree/root/moitie.txt"
said "PostgreSQL et Redis lancés : la suite, sans réseau"
write_second_half
inside --net sh -c 'ip link set lo up && exec chroot "$0" bash /root/suite.sh' "$tree"
said "Fini"
