#!/usr/bin/env bash
# Makes the first inputs of every target from the golden cases: the rows of tests/golden/links.tsv, the mails of tests/mails.
set -euo pipefail
cd "$(dirname "$0")"

for target in link sender unwrap mail; do mkdir -p "corpus/$target"; done
at=0
while IFS=$'\t' read -r input _; do
  case $input in '' | '#'*) continue ;; esac
  at=$((at + 1))
  for target in link sender unwrap; do printf '%s' "$input" >"corpus/$target/golden-$at"; done
done <../tests/golden/links.tsv
cp ../tests/mails/{ordinary,attacks}/*.eml corpus/mail/
