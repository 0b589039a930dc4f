#!/bin/sh
# Recomputes in R the numbers that the tests expect, and fails if one has changed.
# "run.sh accept" takes the new numbers for the expected ones.
set -eu
cd "$(dirname "$0")"
new=$(mktemp -d)
trap 'rm -rf "$new"' EXIT
mkdir "$new/data" "$new/results"

Rscript data/export.R "$new/data"
if [ "${1:-}" = accept ]; then
    cp "$new"/data/*.csv data/
fi
for topic in survival competing proportions quantities permutation regression; do
    Rscript "$topic.R" data "$new/results"
done

if [ "${1:-}" = accept ]; then
    mkdir -p results
    cp "$new"/results/*.csv results/
fi
for file in "$new"/data/*.csv; do
    cmp "$file" "data/$(basename "$file")"
done
Rscript compare.R results "$new/results"
