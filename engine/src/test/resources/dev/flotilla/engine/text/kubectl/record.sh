#!/usr/bin/env bash
# Reads scalars.tsv on standard input and writes it anew, with what the kubectl on the PATH says: no cluster is asked.
#   ./record.sh < scalars.tsv > new.tsv
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
backslash=$'\x01'
while IFS= read -r line; do
  [[ $line == '#'* ]] && { printf '%s\n' "$line"; continue; }
  fragment=${line%%$'\t'*}
  text=${fragment//\\\\/$backslash}
  text=${text//\\n/$'\n'}
  printf 'apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: x}\nspec:\n  %s\n' "${text//$backslash/\\}" > "$work/one.yaml"
  if json=$(KUBECONFIG=/dev/null kubectl annotate --local -f "$work/one.yaml" -o json k=v 2> "$work/err"); then
    printf '%s\t%s\n' "$fragment" "$(python3 -c 'import json, sys
print(json.dumps(json.load(sys.stdin)["spec"], ensure_ascii=False, separators=(",", ":")))' <<< "$json")"
  else
    printf '%s\terror: %s\n' "$fragment" "$(head -1 "$work/err" | sed 's/.*converting YAML to JSON: //' | cut -c1-160)"
  fi
done
