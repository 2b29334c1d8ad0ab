#!/usr/bin/env bash
# Installs the site on a bare Debian 12: what docs/operations.md says, made executable. Run again, it changes nothing
# that is already there, and says so.
#
#   deploy/installer.sh               install, start, then look at the result
#   deploy/installer.sh --verifier    only say what is missing or wrong in the two files below (or in two others, named)
#   deploy/installer.sh --controler   only look at a site that runs
#
# It reads /etc/coophlm.env (deploy/example.env), which the service reads too, and /etc/coophlm-installation.env
# (deploy/example-installation.env), which only this script reads: the owner's password has no place in the former.
set -euo pipefail

HOME_OF_SITE=/srv/coophlm
BACKUP_KEY=/etc/systemd/system/coophlm-sauvegarde.service.d/cle.conf
SITE=$HOME_OF_SITE/site
EXAMPLE_DOMAIN=www.exemple-coophlm.fr
TRIAL_CERTIFICATE=/etc/ssl/coophlm-essai
SOURCE=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
SERVICE_FILE=/etc/coophlm.env
INSTALLATION_FILE=/etc/coophlm-installation.env
PACKAGES_LOG=/var/log/coophlm-installation.log

PACKAGES=(
  ca-certificates curl git make openssl procps python3 python3-venv
  nginx libnginx-mod-http-brotli-static libnginx-mod-http-cache-purge
  postgresql redis-server libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
)
REQUIRED=(
  SECRET_KEY ALLOWED_HOSTS SITE_URL DATABASE_URL CACHE_URL EMAIL_URL DEFAULT_FROM_EMAIL SECURITY_CONTACT
  MEDIA_ROOT STATIC_ROOT DRAWINGS_ROOT PROPRIETAIRE ADMINISTRATEUR CERTIFICAT
)
# The units and nginx.conf hold these folders; this script knows no others.
FOLDERS=(
  "MEDIA_ROOT $HOME_OF_SITE/media" "STATIC_ROOT $HOME_OF_SITE/static" "DRAWINGS_ROOT /var/cache/coophlm"
  "KEYS_ROOT $HOME_OF_SITE/cles"
)
# What each must look like, so that nothing is refused half-way; the site says the rest by itself (check --deploy).
SHAPES=(
  "SECRET_KEY|^.{50,}$|50 caractères tirés au hasard au moins"
  "SITE_URL|^https://[a-z0-9.-]+$|une adresse comme https://www.votre-domaine.fr est attendue, sans port ni barre à la fin"
  "CACHE_URL|^redis://|une adresse comme redis://127.0.0.1:6379/0 est attendue"
  "EMAIL_URL|^(submission|smtp)://|une adresse comme submission://compte:secret@hote:587 est attendue"
  "SECURITY_CONTACT|^(mailto:.+@|https://)|une adresse en mailto: ou https:// est attendue"
  "DEFAULT_FROM_EMAIL|@|une adresse électronique est attendue"
  "ADMINISTRATEUR|^[^@]+@[^@]+$|une adresse électronique est attendue"
)

problems=()
changes=0
faults=0
nginx_changed=no

say() { echo "· $*"; }
changed() { changes=$((changes + 1)) && echo "  fait : $*"; }
kept() { echo "  déjà fait : $*"; }
stop() { echo "$*" >&2 && exit 1; }
with_systemd() { [[ -d /run/systemd/system ]]; }

# Read a file of NAME=value lines as systemd does: the value is taken as it is, nothing in it is run.
read_variables() {
  local line name value
  [[ -r $1 ]] || return 0
  while IFS= read -r line || [[ -n $line ]]; do
    [[ $line =~ ^[[:space:]]*([A-Z_][A-Z0-9_]*)=(.*)$ ]] || continue
    name=${BASH_REMATCH[1]} value=${BASH_REMATCH[2]}
    [[ $value =~ ^\"(.*)\"$ || $value =~ ^\'(.*)\'$ ]] && value=${BASH_REMATCH[1]}
    export "$name=$value"
  done <"$1"
}

# Only the files speak: a variable that the operator's shell happens to hold would not be there for the service.
read_both_files() {
  local name
  for name in "${REQUIRED[@]}" DEPOT KEYS_ROOT KEYS_PASSPHRASE CACHE_PURGE_URL S3_BUCKET; do unset "$name"; done
  read_variables "$SERVICE_FILE"
  read_variables "$INSTALLATION_FILE"
  KEYS_PASSPHRASE=${KEYS_PASSPHRASE:-} DOMAIN=${SITE_URL:-} DOMAIN=${DOMAIN#https://}
}

# Split a postgres:// address of this machine into role, password, port and base; false when it is not one.
split_address() {
  [[ $1 =~ ^postgres(ql)?://([a-z_]+):([A-Za-z0-9._~%-]+)@(127\.0\.0\.1|localhost)(:([0-9]+))?/([a-z_]+)$ ]] || return 1
  role=${BASH_REMATCH[2]} port=${BASH_REMATCH[6]:-5432} base=${BASH_REMATCH[7]}
  printf -v password '%b' "${BASH_REMATCH[3]//%/\\x}"
}

# --- What is refused before anything is touched, all of it at once ---------------------------------------------------

check_presence() {
  local name
  [[ -r $SERVICE_FILE ]] || problems+=("$SERVICE_FILE : fichier absent ou illisible ; partez de deploy/example.env")
  [[ -r $INSTALLATION_FILE ]] ||
    problems+=("$INSTALLATION_FILE : fichier absent ou illisible ; partez de deploy/example-installation.env")
  for name in "${REQUIRED[@]}"; do [[ -n ${!name:-} ]] || problems+=("$name : absente"); done
  for name in "${REQUIRED[@]}" KEYS_PASSPHRASE; do
    [[ ${!name:-} != *exemple-coophlm.fr* && ${!name:-} != *faux-* && ${!name:-} != *fausse-* ]] ||
      problems+=("$name : encore la valeur de l'exemple")
  done
}

check_values() {
  local shape pair name pattern expected
  for shape in "${SHAPES[@]}"; do
    name=${shape%%|*} expected=${shape##*|} pattern=${shape#*|} pattern=${pattern%|*}
    [[ -z ${!name:-} || ${!name} =~ $pattern ]] || problems+=("$name : $expected")
  done
  [[ -z ${ALLOWED_HOSTS:-} || ,$ALLOWED_HOSTS, == *",$DOMAIN,"* ]] ||
    problems+=("ALLOWED_HOSTS : le domaine de SITE_URL n'y est pas")
  for pair in "${FOLDERS[@]}"; do
    name=${pair% *}
    [[ -z ${!name:-} || ${!name} == "${pair#* }" ]] || problems+=("$name : ${pair#* } est attendu (deploy/ le nomme)")
  done
  [[ -z ${KEYS_ROOT:-}$KEYS_PASSPHRASE || ${#KEYS_PASSPHRASE} -ge 50 && -n ${KEYS_ROOT:-} ]] ||
    problems+=("KEYS_ROOT, KEYS_PASSPHRASE : les deux, la seconde de 50 caractères au moins, ou aucune")
  check_address DATABASE_URL coophlm_site
  check_address PROPRIETAIRE coophlm
}

# Two roles on one base of this machine (docs/operations.md, "Two database roles").
check_address() {
  local role port base password expected="postgres://$2:<mot de passe>@127.0.0.1:5432/coophlm"
  [[ -n ${!1:-} ]] || return 0
  split_address "${!1}" && [[ $role == "$2" && $base == coophlm ]] ||
    problems+=("$1 : une adresse comme $expected est attendue, les signes du mot de passe écrits %XX")
}

# An address of Let's Encrypt's account, a folder that holds the certificate, or « essai ».
check_certificate() {
  local file
  case ${CERTIFICAT:-} in
    "" | essai) ;;
    /*)
      for file in fullchain.pem privkey.pem; do
        [[ -r $CERTIFICAT/$file ]] || problems+=("CERTIFICAT : $CERTIFICAT/$file est absent ou illisible")
      done
      ;;
    *@*) ;;
    *) problems+=("CERTIFICAT : une adresse électronique (Let's Encrypt), un dossier (/…) ou « essai » est attendu") ;;
  esac
}

check_machine() {
  [[ $EUID -eq 0 ]] || problems+=("ce programme : à lancer en root (sudo deploy/installer.sh)")
  grep -qs '^VERSION_ID="12"' /etc/os-release && grep -qs '^ID=debian' /etc/os-release ||
    problems+=("cette machine : Debian 12 est attendu")
  with_systemd || [[ ${CERTIFICAT:-} != *@* ]] ||
    problems+=("CERTIFICAT : Let's Encrypt demande un nginx lancé par systemd ; donnez un dossier, ou « essai »")
}

refuse_if_needed() {
  ((${#problems[@]})) || return 0
  echo "Rien n'a été touché. À renseigner ou à corriger d'abord :" >&2
  printf '  %s\n' "${problems[@]}" >&2
  exit 2
}

# --- The machine -----------------------------------------------------------------------------------------------------

install_packages() {
  local package missing=() wanted=("${PACKAGES[@]}")
  say "Paquets de Debian"
  [[ $CERTIFICAT != *@* ]] || wanted+=(certbot)
  for package in "${wanted[@]}"; do
    dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed ||
      missing+=("$package")
  done
  ((${#missing[@]})) || { kept "tous là" && return; }
  {
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
  } >"$PACKAGES_LOG" 2>&1 || stop "Les paquets n'ont pas pu être installés ; $PACKAGES_LOG finit ainsi :
$(tail -n 5 "$PACKAGES_LOG")"
  changed "${missing[*]}"
}

# Before our nginx.conf, which names it. Let's Encrypt finds its answers in /var/www/html, given by Debian's own page
# the first time and by our nginx.conf afterwards; certbot's timer renews.
get_certificate() {
  say "Certificat de $DOMAIN"
  case $CERTIFICAT in
    essai) certificate=$TRIAL_CERTIFICATE && make_trial_certificate ;;
    /*) certificate=$CERTIFICAT && kept "celui de $CERTIFICAT" ;;
    *)
      certificate=/etc/letsencrypt/live/$DOMAIN
      if [[ -r $certificate/fullchain.pem ]]; then kept "celui de Let's Encrypt" && return; fi
      certbot certonly --non-interactive --agree-tos --email "$CERTIFICAT" --webroot --webroot-path /var/www/html \
        --domain "$DOMAIN" --deploy-hook "systemctl reload nginx"
      changed "demandé à Let's Encrypt"
      ;;
  esac
  openssl x509 -in "$certificate/fullchain.pem" -noout -checkend 0 >/dev/null ||
    stop "Le certificat de $certificate est périmé."
  openssl x509 -in "$certificate/fullchain.pem" -noout -checkhost "$DOMAIN" | grep -q "does match" ||
    stop "Le certificat de $certificate n'est pas celui de $DOMAIN."
}

make_trial_certificate() {
  if openssl x509 -in "$certificate/fullchain.pem" -noout -checkend 86400 >/dev/null 2>&1; then
    kept "d'essai, que les navigateurs refusent"
    return
  fi
  install -d -m 700 "$certificate"
  openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=$DOMAIN" -addext "subjectAltName=DNS:$DOMAIN" \
    -keyout "$certificate/privkey.pem" -out "$certificate/fullchain.pem" 2>/dev/null
  changed "un certificat d'essai, que les navigateurs refusent"
}

create_account() {
  say "Compte du service et dossiers"
  if id coophlm >/dev/null 2>&1; then
    kept "le compte coophlm"
  else
    adduser --quiet --system --group --home "$HOME_OF_SITE" coophlm
    changed "le compte coophlm"
  fi
  install -d -o coophlm -g coophlm -m 755 "$HOME_OF_SITE" "$MEDIA_ROOT" "$STATIC_ROOT"
  install -d -o coophlm -g coophlm -m 700 "$DRAWINGS_ROOT" "$HOME_OF_SITE/sauvegardes"
  chown root:root "$SERVICE_FILE" "$INSTALLATION_FILE"
  chmod 600 "$SERVICE_FILE" "$INSTALLATION_FILE"
}

# From DEPOT when it is named; otherwise from where this script stands. A site already there is left as it is: to
# upgrade is another matter (docs/operations.md).
fetch_code() {
  say "Code du site"
  if [[ -e $SITE/manage.py ]]; then
    kept "$SITE"
  elif [[ -n ${DEPOT:-} && ! -d $DEPOT ]]; then
    as_coophlm git clone --quiet "$DEPOT" "$SITE"
    changed "$DEPOT, dans $SITE"
  else
    install -d "$SITE"
    tar --create --directory="${DEPOT:-$SOURCE}" --exclude=./.venv --exclude=./var --exclude=node_modules . |
      tar --extract --directory="$SITE" --no-same-owner
    changed "${DEPOT:-$SOURCE}, copié dans $SITE"
  fi
  chown --recursive coophlm:coophlm "$SITE"
  as_coophlm make --silent --directory="$SITE" install
  # What speaks to the bucket where files are, if there is one: `make install` knows nothing of it, and takes it away.
  [[ -z ${S3_BUCKET:-} ]] || as_coophlm env --chdir="$SITE" .venv/bin/uv sync --quiet --locked --extra s3
}

as_coophlm() { runuser --user coophlm -- env HOME="$HOME_OF_SITE" "$@"; }

# --- The database ----------------------------------------------------------------------------------------------------

# What the role `postgres` alone may do, written to its standard input; secrets pass by the environment, never by `ps`.
as_postgres() { runuser --user postgres -- psql --port="$port" --quiet --no-psqlrc --set=ON_ERROR_STOP=1 "$@"; }

as_owner() {
  local role port base password
  split_address "$PROPRIETAIRE"
  PGPASSWORD=$password psql --host=127.0.0.1 --port="$port" --username="$role" --dbname="$base" --quiet --no-psqlrc \
    --set=ON_ERROR_STOP=1 "$@"
}

start_database() {
  say "PostgreSQL et Redis"
  if with_systemd; then systemctl start postgresql redis-server; fi
  for _ in 1 2 3 4 5; do pg_isready --quiet --host=/var/run/postgresql --port="$port" && return; sleep 1; done
  stop "PostgreSQL ne répond pas sur le port $port. Sans systemd, rien n'est lancé ici : lancez-le, et Redis, par exemple
  pg_ctlcluster 15 main start
  runuser --user redis -- redis-server /etc/redis/redis.conf --daemonize yes
puis relancez ce programme : il reprendra où il en était."
}

create_role() {
  local role port base password
  split_address "$1"
  if PGPASSWORD=$password psql -h 127.0.0.1 -p "$port" -U "$role" -d postgres -c 'SELECT 1' >/dev/null 2>&1; then
    kept "le rôle $role"
    return
  fi
  ROLE=$role SECRET=$password as_postgres <<'SQL'
\getenv role ROLE
\getenv secret SECRET
SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = :'role') AS connu \gset
\if :connu
ALTER ROLE :"role" LOGIN PASSWORD :'secret';
\else
CREATE ROLE :"role" LOGIN PASSWORD :'secret';
\endif
SQL
  changed "le rôle $role"
}

create_database() {
  create_role "$PROPRIETAIRE"
  create_role "$DATABASE_URL"
  if as_postgres --tuples-only --command="SELECT 'là' FROM pg_database WHERE datname = 'coophlm'" | grep -q là; then
    kept "la base coophlm"
  else
    as_postgres --command="CREATE DATABASE coophlm OWNER coophlm ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0"
    changed "la base coophlm"
  fi
  close_socket_to_owner
}

# Debian lets an account of the machine in as the role of its name, without a password: the site would own its tables.
close_socket_to_owner() {
  local file line="local all coophlm reject"
  file=$(as_postgres --tuples-only --no-align --command='SHOW hba_file')
  if grep -qx "$line" "$file"; then kept "le propriétaire ne se présente qu'avec son mot de passe" && return; fi
  sed -i "1i # coophlm.service runs under the owner's name (deploy/installer.sh)\n$line" "$file"
  as_postgres --command='SELECT pg_reload_conf()' >/dev/null
  changed "le propriétaire ne se présente plus sans mot de passe ($file)"
}

# --- The site --------------------------------------------------------------------------------------------------------

# The site's own commands, whose words are read here: their log is for the service. Nothing is kept yet to be purged.
manage() {
  LOG_LEVEL=WARNING CACHE_PURGE_URL='' as_coophlm env --chdir="$SITE" DJANGO_SETTINGS_MODULE=config.settings.production .venv/bin/python manage.py "$@"
}

manage_as_owner() { (export DATABASE_URL=$PROPRIETAIRE && manage "$@"); }

fill_database() {
  say "Tables, puis droits du rôle du site"
  manage check --deploy --fail-level WARNING
  if manage_as_owner migrate --check >/dev/null 2>&1; then
    kept "toutes les migrations"
  else
    manage_as_owner migrate --no-input --verbosity 0
    changed "les migrations"
  fi
  as_owner --file="$SITE/deploy/role_du_site.sql"
}

fill_site() {
  say "Contenu du site (chaque commande ajoute ce qui manque, et dit ce qu'elle fait)"
  manage collectstatic --noinput
  manage charger_referentiel raison_detre/donnees/raison_detre_2021.yaml --si-absent
  manage charger_contenu
  manage preparer_registre
  manage preparer_bibliotheque
  manage preparer_actualites
  manage charger_traduction
  manage charger_synonymes
  manage synchroniser_groupes --verbosity 0
  if [[ -n ${KEYS_ROOT:-} ]]; then manage creer_cle --si-absente; fi
}

# --- The services ----------------------------------------------------------------------------------------------------

# Put a file where it is read. One that was changed by hand is kept beside, numbered.
put() {
  if cmp --silent "$1" "$2"; then kept "$2" && return; fi
  install -D -m 644 --backup=numbered "$1" "$2"
  changed "$2"
  [[ $2 != *nginx* ]] || nginx_changed=yes
}

put_units() {
  local file
  say "Services et minuteries"
  for file in "$SITE"/deploy/*.service "$SITE"/deploy/*.timer; do
    put "$file" "/etc/systemd/system/$(basename "$file")"
  done
  put "$SITE/deploy/nginx-heure.conf" /etc/systemd/system/nginx.service.d/coophlm.conf
}

put_nginx() {
  local ready
  say "nginx"
  ready=$(mktemp)
  sed -e "s|/etc/letsencrypt/live/$EXAMPLE_DOMAIN/|$certificate/|" -e "s|$EXAMPLE_DOMAIN|$DOMAIN|g" \
    "$SITE/deploy/nginx.conf" >"$ready"
  put "$SITE/deploy/coophlm_proxy.conf" /etc/nginx/coophlm_proxy.conf
  put "$SITE/deploy/coophlm_cache.conf" /etc/nginx/coophlm_cache.conf
  put "$ready" /etc/nginx/conf.d/coophlm.conf
  rm "$ready"
  if [[ -e /etc/nginx/sites-enabled/default || -L /etc/nginx/sites-enabled/default ]]; then
    rm /etc/nginx/sites-enabled/default
    changed "la page d'accueil de Debian est retirée"
    nginx_changed=yes
  fi
  nginx -t -q
}

# The timers to start: the backup's once its public key is given, by the operator alone.
timers_to_start() {
  local file
  for file in "$SITE"/deploy/*.timer; do
    if [[ $file == */coophlm-sauvegarde.timer && ! -e $BACKUP_KEY ]]; then continue; fi
    basename "$file"
  done
}

start_all() {
  local timers
  mapfile -t timers < <(timers_to_start)
  say "Démarrage"
  if [[ ! -e $BACKUP_KEY ]]; then
    echo "La sauvegarde de nuit attend sa clé publique, dans $BACKUP_KEY (docs/operations.md, « Back up and restore »)."
  fi
  if ! with_systemd; then
    echo "systemd n'est pas là : rien n'est lancé. Sur une machine démarrée, ce serait :
  systemctl daemon-reload
  systemctl enable --now coophlm ${timers[*]}
  systemctl enable nginx && systemctl restart nginx
  deploy/installer.sh --controler"
    return
  fi
  systemctl daemon-reload
  systemctl enable --quiet --now coophlm "${timers[@]}"
  systemctl enable --quiet nginx
  if [[ $nginx_changed == yes ]]; then systemctl restart nginx; else systemctl start nginx; fi
}

# --- What came of it -------------------------------------------------------------------------------------------------

# Say a sentence, and whether what follows it holds.
verify() {
  local sentence=$1
  shift
  if "$@" >/dev/null 2>&1; then echo "  bon : $sentence"; else echo "  FAUX : $sentence" && faults=$((faults + 1)); fi
}

ask() {
  local trust=()
  [[ $CERTIFICAT != essai ]] || trust=(--cacert "$TRIAL_CERTIFICATE/fullchain.pem")
  curl --silent --max-time 20 --resolve "$DOMAIN:443:127.0.0.1" --resolve "$DOMAIN:80:127.0.0.1" "${trust[@]}" "$@"
}

site_is_ready() {
  ask --fail --header "Host: $DOMAIN" --unix-socket /run/coophlm/gunicorn.sock http://localhost/sante/pret
}
first_page() { [[ $(ask --output /dev/null --write-out '%{http_code} %{http_version}' "https://$DOMAIN/") == "200 2" ]]; }
sent_to_https() {
  [[ $(ask --output /dev/null --write-out '%{http_code} %{redirect_url}' "http://$DOMAIN/") == "301 https://$DOMAIN/" ]]
}
stranger_refused() { ! ask --header "Host: inconnu.invalid" "http://$DOMAIN/"; }
stranger_refused_in_tls() { ! ask --insecure --resolve inconnu.invalid:443:127.0.0.1 https://inconnu.invalid/; }
page_kept() { ask --output /dev/null --dump-header - "https://$DOMAIN/" | grep -qi '^x-cache: HIT'; }
owner_locked() { ! runuser --user coophlm -- psql --port="$port" --dbname=coophlm --command='SELECT 1'; }
journal_locked() {
  local may
  may="SELECT has_table_privilege('coophlm_site', 'registre_evenement', 'UPDATE, DELETE, TRUNCATE')"
  [[ $(as_owner --tuples-only --no-align --command="$may") == f ]]
}

look() {
  say "Contrôle"
  verify "le site se dit prêt (/sante/pret)" site_is_ready
  verify "https://$DOMAIN/ répond 200, en HTTP/2" first_page
  verify "le port 80 mène à https" sent_to_https
  verify "un autre nom n'a pas de réponse" stranger_refused
  verify "ni en TLS" stranger_refused_in_tls
  verify "une page lue est gardée (nginx est à l'heure de Paris)" page_kept
  verify "le compte du service n'est pas propriétaire des tables" owner_locked
  verify "le rôle du site ne peut effacer le journal" journal_locked
  ((faults == 0)) || stop "Défauts : $faults. Voyez journalctl -u coophlm, journalctl -u nginx, /var/log/nginx/error.log."
}

# Last, so that the password, shown once, is the last thing read.
conclude() {
  if ((changes)); then
    say "Installé (changements : $changes). Connexion : https://$DOMAIN/compte/login/"
  else
    say "Rien à faire sur la machine : tout était en place. Ce que le site dit de son contenu est plus haut."
  fi
  manage creer_administrateur --email "$ADMINISTRATEUR"
}

main() {
  case ${1:-} in
    --verifier) SERVICE_FILE=${2:-$SERVICE_FILE} INSTALLATION_FILE=${3:-$INSTALLATION_FILE} ;;
    "" | --controler) check_machine_later=yes ;;
    *) stop "Option inconnue : $1. Il y a --verifier et --controler, ou rien pour installer." ;;
  esac

  read_both_files
  check_presence
  check_values
  check_certificate
  [[ -z ${check_machine_later:-} ]] || check_machine
  refuse_if_needed
  if [[ ${1:-} == --verifier ]]; then say "Rien ne manque." && return; fi

  split_address "$DATABASE_URL"
  if [[ ${1:-} == --controler ]]; then look && return; fi

  install_packages
  get_certificate
  create_account
  fetch_code
  start_database
  create_database
  fill_database
  fill_site
  put_units
  put_nginx
  start_all
  if with_systemd; then look; fi
  conclude
}

main "$@"
