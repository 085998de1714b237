#!/usr/bin/env bash
# Makes the first inputs of every target from the rows of tests/golden/links.tsv and the mails of tests/mails.
# Without pipefail: `head` ends the pipes of long mails early.
set -eu
cd "$(dirname "$0")"

for target in link sender unwrap mail body message readers; do mkdir -p "corpus/$target"; done
at=0
while IFS=$'\t' read -r input _; do
  case $input in '' | '#'*) continue ;; esac
  at=$((at + 1))
  for target in link sender unwrap; do printf '%s' "$input" >"corpus/$target/golden-$at"; done
done <../tests/golden/links.tsv
cp ../tests/mails/{ordinary,attacks}/*.eml corpus/mail/
# The HTML of the mails for the readers; their texts, with one kind of segment a line, for the messages.
for mail in ../tests/mails/{ordinary,attacks}/*.eml; do
  name=$(basename "$mail" .eml)
  sed '1,/^\r*$/d' "$mail" | head -c 4000 >"corpus/readers/$name"
  { sed -n 's/^From: *//p;s/^Subject: *//p' "$mail" | head -2; sed '1,/^\r*$/d' "$mail" | tr '>' '\n' | sed 's/^/0/;s/^0\(.*https*:\)/0\1/;s/<.*//' | head -60; } \
    | head -c 4000 >"corpus/message/$name"
done
# Short bodies of every kind, alone and repeated.
at=0
for piece in '> ' $'> \n' $'a \n' 'a="" ' '<b>' '</b>' '.a{display:none}' '“' 'http://a.example/ ' $'Begin message\n' $'End message\n' \
  $'--b\r\nContent-Type: message/rfc822\r\n\r\n' $'SUMMARY:a\r\n' '=?x?b?' '('; do
  for kind in 0 1 2 3 4 5 6 7 8 9 : ; do
    for times in 0 8; do
      at=$((at + 1))
      printf '%s%s%s' "$kind" "$times" "$piece" >"corpus/body/piece-$at"
    done
  done
done
