# Installs Debian packages for a real webmail of the tests; sourced by its setup script, which says:
#   webmail    its name
#   packages   the packages it needs
#   complete   a function that succeeds if everything is installed
# It starts no program and does not configure the system. It ends with 0 if everything is installed, else with 1 and the reason.

complete && exit 0

if ! command -v apt-get >/dev/null; then
  echo "$webmail is not installed, and this is no Debian where it could be: install $packages" >&2
  exit 1
fi
if [ "$(id -u)" != 0 ]; then
  echo "$webmail is not installed. As root: apt-get install --no-install-recommends $packages" >&2
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
  echo "The packages were installed, yet $webmail is not complete: $packages" >&2
  exit 1
fi
