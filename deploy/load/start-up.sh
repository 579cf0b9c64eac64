#!/usr/bin/env bash
# How long a packaged gateway takes from the command to the first 200 of the proxy, each time in a fresh process: without
# a database, and on an embedded PostgreSQL whose data is there already. Prints a table of medians.
#
#   deploy/load/start-up.sh [RUNS]
#
# Wall time depends on what else the machine does; processor time (of the gateway itself, not of PostgreSQL) hardly.
# Needs curl and the packaged application (./mvnw package).
set -euo pipefail
cd "$(dirname "$0")/../.."

RUNS=${1:-5}
PROXY=18160 ADMIN=18161
WORK=$(mktemp -d)
JAR=src/target/quarkus-app/quarkus-run.jar
[ -f "$JAR" ] || { echo "start-up.sh: $JAR is missing: run ./mvnw package first" >&2; exit 1; }
JAVA=${JAVA_HOME:+$JAVA_HOME/bin/}java
PID=
cleanup() { [ -z "$PID" ] || kill "$PID" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$WORK"; }
trap cleanup EXIT

FUNCTION='kong.response.exit(200, "hello")'
cat > "$WORK/kong.yml" <<CONF
_format_version: "3.0"
routes:
- name: hello
  paths: ["/hello"]
plugins:
- name: pre-function
  config:
    access: ['$FUNCTION']
CONF

start() { # SETTING...
  env "$@" KONG_PROXY_LISTEN=127.0.0.1:$PROXY KONG_ADMIN_LISTEN=127.0.0.1:$ADMIN "$JAVA" -jar "$JAR" > "$WORK/log" 2>&1 &
  PID=$!
}
stop() { kill "$PID"; wait "$PID" || true; PID=; }
answered() { # whether the proxy says 200; no process is started for it, so that asking costs next to nothing
  { exec 3<>"/dev/tcp/127.0.0.1/$PROXY"; } 2>/dev/null || return 1
  printf 'GET /hello HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n' >&3
  local line=; read -r line <&3 || true
  exec 3>&-
  [[ $line == "HTTP/1.1 200"* ]]
}
await() { until answered; do kill -0 "$PID" || { cat "$WORK/log" >&2; exit 1; }; sleep 0.02; done; }

measure() { # NAME SETTING...
  local name=$1 walls=() cpus=() before
  shift
  for _ in $(seq "$RUNS"); do
    before=$(date +%s%N)
    start "$@"
    await
    walls+=("$(( ($(date +%s%N) - before) / 1000000 ))")
    cpus+=("$(awk -v hz="$(getconf CLK_TCK)" '{ printf "%d", ($14 + $15) * 1000 / hz }' "/proc/$PID/stat")")
    stop
  done
  median() { printf '%s\n' "$@" | sort -n | sed -n "$(( ($# + 1) / 2 ))p" | awk '{ printf "%.1f", $1 / 1000 }'; }
  echo "| $name | $(median "${walls[@]}") | $(median "${cpus[@]}") |"
}

# The data folder is made, and the route and its function written, before anything is measured.
start KONG_PREFIX="$WORK/own"
until curl -sfo /dev/null "http://127.0.0.1:$ADMIN/status"; do sleep 0.2; done
curl -sfo /dev/null "http://127.0.0.1:$ADMIN/routes" -d name=hello -d 'paths[]=/hello'
curl -sfo /dev/null "http://127.0.0.1:$ADMIN/routes/hello/plugins" -F name=pre-function -F "config.access[1]=$FUNCTION"
stop

echo "| from the command to the first 200 | wall, s | CPU, s |"
echo "|---|---|---|"
measure "without a database" KONG_DATABASE=off KONG_DECLARATIVE_CONFIG="$WORK/kong.yml" KONG_PREFIX="$WORK/off"
measure "with the embedded PostgreSQL" KONG_PREFIX="$WORK/own"
