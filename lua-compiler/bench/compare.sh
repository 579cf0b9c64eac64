#!/usr/bin/env bash
# The sixteen programs side by side, alternating: LuaJIT, Moongate Lua, and LuaJ's compiler luajc, and what a budget
# costs each; then what calls from Java and compilation cost. Writes the tables into doc/performance.md, between its
# markers, when all programs ran. A round takes about ten minutes on an idle machine with two cores.
#
#   lua-compiler/bench/compare.sh [ROUNDS [PROGRAM...]]
#
# Needs luajit (Debian: luajit2) and the packaged module (./mvnw -pl lua-compiler package). JAVA_OPTS goes to both JVMs.
set -euo pipefail
cd "$(dirname "$0")/../.."

ROUNDS=${1:-3}
shift || true
PROGRAMS=${*:-fib loops nbody spectral fannkuch bintrees tables strbuild strpat oop closures varargs coro sort json gateway}
BENCH=lua-compiler/bench
SAMPLES=7
JAR=$(ls lua-compiler/target/lua-compiler-*-cli.jar 2>/dev/null | head -n 1)
[ -n "$JAR" ] || { echo "compare.sh: run ./mvnw -pl lua-compiler package first" >&2; exit 1; }
command -v luajit >/dev/null || { echo "compare.sh: luajit is missing" >&2; exit 1; }
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

./mvnw -q -B -DskipLint -pl lua-compiler -Pbench dependency:build-classpath -Dmdep.outputFile="$WORK/classpath" >&2
JAVA=$(./mvnw --version | sed -n 's/^Java version:.*runtime: //p')/bin/java
[ -x "$JAVA" ] || JAVA=java
JAVA_OPTS=${JAVA_OPTS:-}
EXPORTS="--add-exports java.base/jdk.internal.vm=ALL-UNNAMED"

luajit_side() { luajit $BENCH/measure.lua "$BENCH/lua/$1.lua" 0.3 $SAMPLES; }
moongate_side() { "$JAVA" $JAVA_OPTS -jar "$JAR" $BENCH/measure.lua "$BENCH/lua/$1.lua" 3 $SAMPLES; }
luajc_side() { # its coroutines are threads, which sometimes wait for each other for good
  timeout 90 "$JAVA" $JAVA_OPTS -cp "$(cat "$WORK/classpath")" $BENCH/java/Luajc.java $BENCH/measure.lua "$BENCH/lua/$1.lua" 3 $SAMPLES
}

budget_side() { # the ratio of its times with a budget and without; both in one process
  "$JAVA" $JAVA_OPTS $EXPORTS -cp "$JAR" $BENCH/java/BudgetCost.java "$BENCH/lua/$1.lua"
}

for round in $(seq "$ROUNDS"); do
  for program in $PROGRAMS; do
    for side in luajit moongate luajc budget; do
      line=$(${side}_side "$program") && [ -n "$line" ] || { echo "compare.sh: $side failed on $program" >&2; line="nan -"; }
      echo "$side $program $line" >> "$WORK/times"
      echo "round $round: $side $program $line" >&2
    done
  done
done

awk '
  function median(list,    parts, n, i, j, t) {
    n = split(list, parts, " ")
    for (i = 2; i <= n; i++) { t = parts[i] + 0; for (j = i - 1; j > 0 && parts[j] + 0 > t; j--) parts[j + 1] = parts[j]; parts[j + 1] = t }
    return n % 2 ? parts[(n + 1) / 2] : (parts[n / 2] + parts[n / 2 + 1]) / 2
  }
  $3 != "nan" { times[$1, $2] = times[$1, $2] " " $3; sum[$1, $2] = $4 }
  !($2 in seen) { seen[$2] = 1; order[++count] = $2 }
  END {
    print "| program | LuaJIT, ms | Moongate, ms | ÷ LuaJIT | luajc, ms | luajc ÷ Moongate | with budget ÷ without |"
    print "|---|---|---|---|---|---|---|"
    for (i = 1; i <= count; i++) {
      p = order[i]; j = median(times["luajit", p]); m = median(times["moongate", p])
      printf "| %s | %.1f | %.1f | %.2f |", p, j, m, m / j
      lm += log(m / j); nm++
      if ((("luajc", p) in times)) { c = median(times["luajc", p]); printf " %.1f | %.2f |", c, c / m; lc += log(c / m); nc++ }
      else printf " – | – |"
      if ((("budget", p) in times)) { b = median(times["budget", p]); printf " %.2f |\n", b; lb += log(b); nb++ }
      else print " – |"
      if (sum["luajit", p] != sum["moongate", p]) print "compare.sh: checksums of " p " differ" > "/dev/stderr"
    }
    printf "| **geometric mean** | | | **%.2f** | | **%.2f** | **%.2f** |\n", exp(lm / nm), nc ? exp(lc / nc) : 0, nb ? exp(lb / nb) : 0
  }' "$WORK/times" | tee "$WORK/table"

printf '\n| cost | |\n|---|---|\n' >> "$WORK/table"
"$JAVA" $JAVA_OPTS $EXPORTS -cp "$JAR" $BENCH/java/HostCalls.java $BENCH/lua \
  | tee -a "$WORK/table"

DOC=doc/performance.md
if [ $# -eq 0 ] && grep -q '<!-- engine:begin -->' $DOC; then
  awk -v table="$WORK/table" '
    /<!-- engine:begin -->/ { print; while ((getline line < table) > 0) print line; skipping = 1 }
    /<!-- engine:end -->/ { skipping = 0 }
    !skipping && !/<!-- engine:begin -->/ { print }' $DOC > "$WORK/doc" && cp "$WORK/doc" $DOC
  echo "compare.sh: wrote $DOC" >&2
fi
