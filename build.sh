#!/usr/bin/env bash
# Builds, demonstrates, tests and packs Touchstone:
#   ./build.sh           the native program and the unpacked extension, in dist/chrome and dist/firefox
#   ./build.sh demo      the extension on a demo inbox
#   ./build.sh test      every check and test
#   ./build.sh test rust the checks and tests of the Rust code alone
#   ./build.sh test NAME…  test files by their names, such as `texts` or `unit/journal`, after building their needs
#   ./build.sh package   the store packages
# Each command installs missing tools (on Debian 12, as root, with Rust and Node) and skips those that are there.
# TOUCHSTONE_TEST=1 ./build.sh builds dist/test-chrome and dist/test-firefox. They have the same code and also watch loopback pages.
set -euo pipefail
cd "$(dirname "$0")"

tools=target/tools
say() { printf '\033[1m== %s\033[0m\n' "$*"; }
fail() { printf 'build.sh: %s\n' "$*" >&2; exit 1; }

# Prints the version of a crate in Cargo.lock.
locked() { awk -v name="\"$1\"" '$1 == "name" { found = $3 == name } found && $1 == "version" { gsub(/"/, "", $3); print $3; exit }' Cargo.lock; }

# Installs Debian packages that are missing.
install_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  command -v apt-get >/dev/null || fail "this needs ${missing[*]}; install them with your system's package manager"
  [ "$(id -u)" = 0 ] || fail "this needs the packages ${missing[*]}; run as root: apt-get install ${missing[*]}"
  say "installing ${missing[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
    fail "apt-get could not install ${missing[*]}"
}

setup_rust() {
  command -v cargo >/dev/null || fail "Rust is missing: install it from https://rustup.rs"
  local version
  if ! rustc --print target-libdir --target wasm32-unknown-unknown 2>/dev/null | xargs -r test -d; then
    say "adding the WebAssembly target"
    rustup target add wasm32-unknown-unknown || fail "the target wasm32-unknown-unknown could not be added; is rustup there?"
  fi
  version=$(locked wasm-bindgen)
  if [ "$("$tools/bin/wasm-bindgen" --version 2>/dev/null)" != "wasm-bindgen $version" ]; then
    say "installing wasm-bindgen $version (takes some minutes, once)"
    # Cargo ignores the tool's lock file here, because it may name releases that a mirror lacks. Only the version must match.
    cargo install --quiet wasm-bindgen-cli --version "$version" --root "$tools" || fail "wasm-bindgen $version could not be installed"
  fi
}

setup_node() {
  command -v npm >/dev/null || fail "Node.js is missing: version 20 or newer, with npm"
  local stamp=extension/node_modules/.installed
  if ! cmp -s extension/package-lock.json "$stamp"; then
    say "installing the extension's build tools"
    (cd extension && npm ci --silent --no-audit --no-fund) || fail "npm ci failed in extension/"
    cp extension/package-lock.json "$stamp"
  fi
}

# The source archive holds the files that git tracks.
setup_git() { command -v git >/dev/null || install_packages git; }

# The pictures need the fonts: Debian without them cannot draw Chinese.
setup_browsers() { install_packages chromium firefox-esr fonts-noto-cjk; }

# The WebAssembly features that both browsers have had for years. With all features on, wasm-opt would choose newer encodings that they
# refuse. Rebuilding the control flow twice between the passes takes more than 1 KB off the judging module.
wasm_opt=(-Oz --flatten --rereloop -Oz --flatten --rereloop -Oz -Oz --strip-target-features --enable-bulk-memory --enable-multivalue
  --enable-mutable-globals --enable-nontrapping-float-to-int --enable-reference-types --enable-sign-ext)

# Prints the compiler's flags with the separator of CARGO_ENCODED_RUSTFLAGS, so that folders may have spaces in their names. The flags
# keep the paths of this machine and the name of its crate mirror out of the modules, so that every machine builds the same bytes. Less
# inlining than usual makes a module smaller and not measurably slower.
wasm_flags() {
  local home=${CARGO_HOME:-$HOME/.cargo} folder
  printf '%s' "-Cllvm-args=-inline-threshold=20"
  printf '\x1f--remap-path-prefix=%s' "$home=/cargo" "$PWD=/touchstone"
  for folder in "$home"/registry/src/*; do printf '\x1f--remap-path-prefix=%s' "$folder=/crates"; done
}

# Builds one WebAssembly module from a feature, a name and a profile. Each module has its own profile, so that building one does not
# discard the work on another.
build_module() {
  local feature=$1 name=$2 profile=$3 stamp sum
  local raw=target/wasm32-unknown-unknown/$profile/touchstone.wasm
  CARGO_ENCODED_RUSTFLAGS=$(wasm_flags) \
    cargo rustc --quiet --locked --profile "$profile" --lib --crate-type cdylib --target wasm32-unknown-unknown --no-default-features --features "$feature"
  stamp=dist/wasm/.$name
  sum=$(sha256sum "$raw" build.sh extension/tools/silence-panics.mjs)
  [ "$(cat "$stamp" 2>/dev/null)" = "$sum" ] && [ -f "dist/wasm/${name}_bg.wasm" ] && return
  say "packing $name"
  "$tools/bin/wasm-bindgen" "$raw" --target web --out-name "$name" --out-dir dist/wasm \
    --remove-producers-section --experimental-reset-state-function
  # This needs the names of the functions, which wasm-opt then drops.
  [ "$feature" != judge ] || node extension/tools/silence-panics.mjs "dist/wasm/${name}_bg.wasm"
  extension/node_modules/.bin/wasm-opt "${wasm_opt[@]}" "dist/wasm/${name}_bg.wasm" -o "dist/wasm/${name}_bg.wasm"
  printf '%s' "$sum" >"$stamp"
}

build_native() {
  say "building the native program"
  cargo build --quiet --locked --release
  # The program also prints the notices by itself (`touchstone notices`).
  cp THIRD-PARTY-NOTICES.txt LICENSE-MIT LICENSE-APACHE target/release/
}

build_extension() {
  mkdir -p dist/wasm
  say "building the WebAssembly modules"
  build_module judge touchstone wasm
  build_module paste touchstone_mail wasm-mail
  build_module qr touchstone_qr wasm-qr
  say "bundling the extension"
  if [ "${TOUCHSTONE_TEST:-}" = 1 ]; then
    (cd extension && node tools/bundle.mjs --test)
  else
    (cd extension && node tools/bundle.mjs)
  fi
}

build() {
  setup_rust
  setup_node
  build_native
  build_extension
}

run_demo() {
  setup_browsers
  TOUCHSTONE_TEST=1 build
  node tests/e2e/demo.mjs
}

# Runs all checks and tests that a change in Rust alone needs.
test_rust() {
  say "checking the Rust code"
  cargo fmt --check
  cargo clippy --quiet --locked --release --all-targets -- --deny warnings
  # Installing cargo-deny takes minutes, so tests/unit/supply-chain.test.mjs asserts the same rules.
  if command -v cargo-deny >/dev/null; then
    cargo deny --locked check licenses bans sources
  else
    say "cargo-deny is not installed; a test asserts its rules on licences, bans and sources"
  fi
  say "testing the classifier"
  cargo test --quiet --locked --release
}

# Checks types, lint, format and shell syntax of everything that is not Rust.
check_scripts() {
  say "checking TypeScript and scripts"
  local bin=extension/node_modules/.bin
  (cd extension && npx tsc --noEmit && npx eslint .)
  "$bin/tsc" --noEmit --project tests
  "$bin/eslint" --config extension/scripts.eslint.config.js tests benches supply-chain extension/tools/*.mjs
  "$bin/prettier" --check --log-level warn .
}

run_tests() {
  [ $# -eq 0 ] || { run_some_tests "$@"; return; }
  setup_browsers
  setup_git
  command -v unzip >/dev/null || install_packages unzip
  build
  TOUCHSTONE_TEST=1 build_extension
  test_rust
  check_scripts
  (cd extension && npx web-ext lint --source-dir ../dist/firefox --warnings-as-errors --output text)
  say "testing the extension"
  tests/e2e/setup-roundcube.sh || say "Roundcube cannot be set up here; its tests will be counted as skipped"
  tests/e2e/setup-sogo.sh || say "SOGo cannot be set up here; its tests will be counted as skipped"
  node tests/run.mjs
}

# Runs `rust` or the named test files: those of Rust with cargo, the others after building their needs.
run_some_tests() {
  local name rust=() scripts=() found known
  if [ "$*" = rust ]; then
    setup_rust
    test_rust
    return
  fi
  setup_node
  known=$(node tests/run.mjs --list; find tests -maxdepth 1 -name '*.rs' | sed 's|^tests/||; s|\.rs$||' | sort)
  for name in "$@"; do
    found=
    [ ! -f "tests/$name.rs" ] || { rust+=(--test "$name"); found=1; }
    ! grep -qE "(^|/)$name\$" <(node tests/run.mjs --list) || { scripts+=("$name"); found=1; }
    [ -n "$found" ] || fail "there is no test '$name'; there are: rust (all of Rust), $(tr '\n' ' ' <<<"$known")"
  done
  if [ ${#rust[@]} -gt 0 ]; then
    setup_rust
    say "testing the classifier"
    cargo test --quiet --locked --release "${rust[@]}"
  fi
  if [ ${#scripts[@]} -gt 0 ]; then
    build
    if node tests/run.mjs --list | grep -E "^(gallery|e2e)/" | grep -qE "/($(IFS='|'; printf '%s' "${scripts[*]##*/}"))\$"; then
      setup_browsers
      TOUCHSTONE_TEST=1 build_extension
    fi
    say "testing the extension"
    node tests/run.mjs "${scripts[@]}"
  fi
}

run_package() {
  setup_git
  build
  say "packing"
  node supply-chain/sbom.mjs dist/sbom.cdx.json
  (cd extension && node tools/package.mjs && npx web-ext lint --source-dir ../dist/touchstone-firefox-*.xpi --warnings-as-errors --output text)
}

case "${1:-build}" in
  build) build ;;
  demo) run_demo ;;
  test) shift; run_tests "$@" ;;
  package) run_package ;;
  *) fail "unknown command '$1'; there are: demo, test, package, and none to build" ;;
esac
say "done"
