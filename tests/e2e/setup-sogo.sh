#!/bin/sh
# Installs what sogo.mjs needs to run a second real webmail on loopback: SOGo, PostgreSQL and memcached for it, Dovecot for IMAP.
set -u

webmail=SOGo
packages="sogo postgresql memcached dovecot-imapd"

complete() {
  [ -x /usr/sbin/sogod ] && [ -d /usr/share/GNUstep/SOGo/WebServerResources ] && command -v memcached >/dev/null &&
    [ -x /usr/sbin/dovecot ] && ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}

. "$(dirname "$0")/setup-packages.sh"
