#!/bin/sh
# Installs what roundcube.mjs needs to run a real webmail on loopback: Roundcube with SQLite, Dovecot for IMAP, PHP's own web
# server. Nothing is started, nothing of the system's configuration is used. Exit 0: all there; 1: missing, with the reason.
set -u

# php8.2-cgi stands for PHP itself, so that no Apache comes along.
packages="php8.2-cgi php-cli php-sqlite3 roundcube-core roundcube-sqlite3 roundcube-skin-larry roundcube-skin-classic dovecot-imapd"

complete() {
  command -v php >/dev/null && [ -x /usr/sbin/dovecot ] && [ -d /var/lib/roundcube/public_html ] &&
    [ -d /usr/share/roundcube/skins/larry ] && [ -d /usr/share/roundcube/skins/classic ] &&
    [ -f /usr/share/roundcube/SQL/sqlite.initial.sql ] && php -m | grep -qi '^pdo_sqlite$'
}

complete && exit 0

if ! command -v apt-get >/dev/null; then
  echo "Roundcube is not installed, and this is no Debian where it could be: install $packages" >&2
  exit 1
fi
if [ "$(id -u)" != 0 ]; then
  echo "Roundcube is not installed. As root: apt-get install --no-install-recommends $packages" >&2
  exit 1
fi

# While the packages are unpacked no daemon may start: we start our own, on ports of our own.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod +x "$policy"
  trap 'rm -f "$policy"' EXIT
fi

export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
# shellcheck disable=SC2086
if ! { apt-get install -y --no-install-recommends $packages || { apt-get update && apt-get install -y --no-install-recommends $packages; }; } >"$log" 2>&1; then
  tail -n 20 "$log" >&2
  echo "The packages could not be installed: $packages" >&2
  rm -f "$log"
  exit 1
fi
rm -f "$log"

if ! complete; then
  echo "The packages were installed, yet Roundcube is not complete: $packages" >&2
  exit 1
fi
