#!/usr/bin/env bash
# Checks that the packages are reproducible: clones what is committed into two folders of different names, runs
# `./build.sh package` in each, and compares the packages byte by byte; then builds once more from the source archive alone, as a
# reviewer does. Takes three full builds, which is too long for every run of the tests.
#   tests/reproduce.sh [FOLDER to work in]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mkdir -p "${1:-${TMPDIR:-/tmp}}" && mktemp -d "${1:-${TMPDIR:-/tmp}}/touchstone-reproduce.XXXXXX")
trap 'rm -rf "$work"' EXIT
unset CARGO_TARGET_DIR

build_in() {
  # wasm-bindgen's own build takes minutes and stays outside the packages: one that is there is used again.
  mkdir -p "$1/target"
  [ ! -d "$root/target/tools" ] || cp -R "$root/target/tools" "$1/target/tools"
  (cd "$1" && ./build.sh package)
  (cd "$1/dist" && sha256sum --check SHA256SUMS)
  [ "$(wc -l <"$1/dist/SHA256SUMS")" = 4 ] || { echo "reproduce.sh: a package is missing" >&2; exit 1; }
}

one=$work/one
two="$work/another folder, deeper/two"
git clone --quiet --no-hardlinks "$root" "$one"
build_in "$one"
mkdir -p "$(dirname "$two")"
# The first clone is the source, because the repository may get a commit meanwhile.
git clone --quiet --no-hardlinks "$one" "$two"
build_in "$two"
reviewer=$work/reviewer
mkdir "$reviewer"
unzip -q "$one"/dist/touchstone-source-*.zip -d "$reviewer"
build_in "$reviewer"

for other in "$two" "$reviewer"; do
  for package in $(cut -c67- "$one/dist/SHA256SUMS") SHA256SUMS; do
    cmp "$one/dist/$package" "$other/dist/$package"
  done
done
cat "$one/dist/SHA256SUMS"
echo "Three builds from three folders gave the same bytes."
