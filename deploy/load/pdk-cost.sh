#!/usr/bin/env bash
# What one call of the most used functions of kong.* costs, in nanoseconds; puts the table into doc/performance.md, between
# its markers, in place of the last one. Run it on a quiet machine; compare only tables of one machine.
#
#   deploy/load/pdk-cost.sh
set -euo pipefail
cd "$(dirname "$0")/../.."

TABLE=$PWD/src/target/pdk-cost.md
PAGE=doc/performance.md
rm -f "$TABLE"
./mvnw -q ${MVN_ARGS:-} -DskipLint -pl lua-compiler,src -Dtest=PdkCost -Dsurefire.failIfNoSpecifiedTests=false -Dpdk.cost.out="$TABLE" test
[ -s "$TABLE" ] || { echo "pdk-cost.sh: nothing was measured" >&2; exit 1; }
awk -v table="$TABLE" '
  /<!-- pdk-cost:begin -->/ { print; print ""; while ((getline line < table) > 0) print line; print ""; skip = 1 }
  /<!-- pdk-cost:end -->/ { skip = 0 }
  !skip { print }' "$PAGE" > "$PAGE.new"
mv "$PAGE.new" "$PAGE"
cat "$TABLE"
