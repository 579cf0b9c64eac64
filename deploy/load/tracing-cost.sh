#!/usr/bin/env bash
# What tracing costs a proxied request: one Moongate without it, one that samples one request in a hundred (the default
# rate), one that samples all. Same route, same upstream, alternating in one run; prints a table.
#
#   deploy/load/tracing-cost.sh [SECONDS_PER_RUN] [ROUNDS]
#
# The figure is the processor time of the whole gateway a request, the thread that sends spans included. Needs nginx
# (the upstream, and a collector that takes all), wrk, curl, and the packaged application (./mvnw package).
set -euo pipefail
cd "$(dirname "$0")/../.."

SECONDS_PER_RUN=${1:-8}
ROUNDS=${2:-3}
CONNECTIONS=32
PORT=18150
WORK=$(mktemp -d)
JAR=src/target/quarkus-app/quarkus-run.jar
[ -f "$JAR" ] || { echo "tracing-cost.sh: $JAR is missing: run ./mvnw package first" >&2; exit 1; }
for tool in nginx wrk curl; do
  command -v "$tool" >/dev/null || { echo "tracing-cost.sh: $tool is missing" >&2; exit 1; }
done
JAVA=${JAVA_HOME:+$JAVA_HOME/bin/}java
PIDS=()
cleanup() { for pid in "${PIDS[@]}"; do kill "$pid" 2>/dev/null || true; done; wait 2>/dev/null || true; rm -rf "$WORK"; }
trap cleanup EXIT

cat > "$WORK/nginx.conf" <<CONF
worker_processes 1; daemon off; pid $WORK/nginx.pid; error_log $WORK/nginx.log crit;
events { worker_connections 1024; }
http { access_log off; keepalive_requests 100000000; keepalive_timeout 600s; client_max_body_size 0;
  server { listen 127.0.0.1:$PORT;
    location / { default_type text/plain; return 200 "hello from the upstream\n"; }
    location /v1/traces { default_type application/x-protobuf; return 200; } } }
CONF
nginx -p "$WORK" -c "$WORK/nginx.conf" & PIDS+=($!)

cat > "$WORK/kong.yml" <<CONF
_format_version: "3.0"
services:
- name: up
  url: http://127.0.0.1:$PORT
  routes:
  - name: all
    paths: ["/"]
CONF

NAMES=("off" "one in a hundred" "all")
GATEWAYS=()
start() { # PLACE SETTING...: a gateway on ports of its own
  local proxy=$((PORT + 1 + 2 * $1)) admin=$((PORT + 2 + 2 * $1)) place=$1
  shift
  env "$@" KONG_DATABASE=off KONG_DECLARATIVE_CONFIG="$WORK/kong.yml" KONG_PREFIX="$WORK/gateway$place" \
    KONG_NGINX_WORKER_PROCESSES=1 KONG_PROXY_LISTEN=127.0.0.1:$proxy KONG_ADMIN_LISTEN=127.0.0.1:$admin \
    "$JAVA" -jar "$JAR" > "$WORK/gateway$place.log" 2>&1 &
  GATEWAYS+=($!); PIDS+=($!)
  for _ in $(seq 600); do curl -so /dev/null "http://127.0.0.1:$proxy/" && return; sleep 0.1; done
  echo "tracing-cost.sh: a gateway does not start" >&2; cat "$WORK/gateway$place.log" >&2; exit 1
}
TRACED=(KONG_TRACING_INSTRUMENTATIONS=all "KONG_TRACING_ENDPOINT=http://127.0.0.1:$PORT/v1/traces")
start 0 KONG_TRACING_INSTRUMENTATIONS=off
start 1 "${TRACED[@]}" KONG_TRACING_SAMPLING_RATE=0.01
start 2 "${TRACED[@]}" KONG_TRACING_SAMPLING_RATE=1

ticks() { awk '{ print $14 + $15 }' "/proc/$1/stat"; }
run() { # PLACE SECONDS: microseconds of processor time a request
  local before after requests
  before=$(ticks "${GATEWAYS[$1]}")
  requests=$(wrk -t1 -c$CONNECTIONS -d"$2"s "http://127.0.0.1:$((PORT + 1 + 2 * $1))/" | awk '/requests in/ { print $1 }')
  after=$(ticks "${GATEWAYS[$1]}")
  awk -v t=$((after - before)) -v n="$requests" -v hz="$(getconf CLK_TCK)" 'BEGIN { printf "%.1f", t * 1e6 / hz / n }'
}
for place in 0 1 2; do run $place $((2 * SECONDS_PER_RUN)) > /dev/null; done

echo "| tracing | CPU µs a request, round by round | mean |"
echo "|---|---|---|"
declare -A FIGURES
for _ in $(seq "$ROUNDS"); do
  for place in 0 1 2; do FIGURES[$place]="${FIGURES[$place]:-} $(run $place "$SECONDS_PER_RUN")"; done
done
for place in 0 1 2; do
  echo "${FIGURES[$place]}" | awk -v name="${NAMES[$place]}" \
    '{ sum = 0; list = $1; for (i = 1; i <= NF; i++) sum += $i; for (i = 2; i <= NF; i++) list = list ", " $i
       printf "| %s | %s | %.1f |\n", name, list, sum / NF }'
done
