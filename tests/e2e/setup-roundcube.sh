#!/bin/sh
# Installs what roundcube.mjs needs to run a real webmail on loopback: Roundcube with SQLite, Dovecot for IMAP, PHP's own web
# server.
set -u

webmail=Roundcube
# php8.2-cgi stands for PHP itself, so that no Apache comes along.
packages="php8.2-cgi php-cli php-sqlite3 roundcube-core roundcube-sqlite3 roundcube-skin-larry roundcube-skin-classic dovecot-imapd"

complete() {
  command -v php >/dev/null && [ -x /usr/sbin/dovecot ] && [ -d /var/lib/roundcube/public_html ] &&
    [ -d /usr/share/roundcube/skins/larry ] && [ -d /usr/share/roundcube/skins/classic ] &&
    [ -f /usr/share/roundcube/SQL/sqlite.initial.sql ] && php -m | grep -qi '^pdo_sqlite$'
}

. "$(dirname "$0")/setup-packages.sh"
