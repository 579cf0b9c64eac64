#!/usr/bin/env bash
# CPU cost of a proxied request through the same Lua access function: nginx with its Lua module, and Moongate.
# One core for the proxy (core 0), the other for wrk and the upstream. Both in one run, alternating; prints a table.
#
#   deploy/load/compare.sh [SECONDS_PER_RUN] [ROUNDS]
#
# Needs: nginx with its Lua module, wrk, curl, taskset (Debian: libnginx-mod-http-lua wrk curl util-linux), and the
# packaged application (./mvnw package).
set -euo pipefail
cd "$(dirname "$0")/../.."

SECONDS_PER_RUN=${1:-10}
ROUNDS=${2:-3}
CONNECTIONS=64
UPSTREAM=18901 NGINX=18902 PROXY=18903 ADMIN=18904
WORK=$(mktemp -d)
JAR=src/target/quarkus-app/quarkus-run.jar
[ -f "$JAR" ] || { echo "compare.sh: $JAR is missing: run ./mvnw package first" >&2; exit 1; }
for tool in nginx wrk curl taskset; do
  command -v "$tool" >/dev/null || { echo "compare.sh: $tool is missing" >&2; exit 1; }
done
JAVA=${JAVA_HOME:+$JAVA_HOME/bin/}java
PIDS=()
cleanup() { for pid in "${PIDS[@]}"; do kill "$pid" 2>/dev/null || true; done; wait 2>/dev/null || true; rm -rf "$WORK"; }
trap cleanup EXIT

FUNCTION='
local key = %s
if not key then return %s end
if #key < 8 or key:sub(1, 4) ~= "key-" then return %s end
%s'

cat > "$WORK/upstream.conf" <<CONF
worker_processes 1; daemon off; pid $WORK/upstream.pid; error_log $WORK/upstream.log crit;
events { worker_connections 1024; }
http { access_log off; keepalive_requests 100000000; keepalive_timeout 600s;
  server { listen 127.0.0.1:$UPSTREAM; location / { default_type text/plain; return 200 "hello from the upstream\n"; } } }
CONF

LUA=$(printf "$FUNCTION" 'ngx.req.get_headers()["x-api-key"]' 'ngx.exit(401)' 'ngx.exit(403)' \
  'ngx.req.set_header("X-Consumer", "c-" .. key:sub(5))')
cat > "$WORK/nginx.conf" <<CONF
load_module modules/ndk_http_module.so; load_module modules/ngx_http_lua_module.so;
worker_processes 1; daemon off; pid $WORK/nginx.pid; error_log $WORK/nginx.log crit;
events { worker_connections 1024; }
http { access_log off; keepalive_requests 100000000; keepalive_timeout 600s;
  upstream up { server 127.0.0.1:$UPSTREAM; keepalive 256; keepalive_requests 100000000; }
  server { listen 127.0.0.1:$NGINX; location / {
    access_by_lua_block { $LUA }
    proxy_pass http://up; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host \$host;
    proxy_set_header X-Forwarded-For \$proxy_add_x_forwarded_for; proxy_set_header X-Real-IP \$remote_addr;
    proxy_set_header X-Forwarded-Proto \$scheme; proxy_set_header X-Forwarded-Host \$host; } } }
CONF

LUA=$(printf "$FUNCTION" 'kong.request.get_header("x-api-key")' 'kong.response.exit(401)' 'kong.response.exit(403)' \
  'kong.service.request.set_header("X-Consumer", "c-" .. key:sub(5))')
{
  printf '_format_version: "3.0"\nservices:\n- name: up\n  url: http://127.0.0.1:%s\n  routes:\n  - name: all\n    paths: ["/"]\n' "$UPSTREAM"
  printf 'plugins:\n- name: pre-function\n  config:\n    access:\n    - |2\n'
  printf '%s\n' "$LUA" | sed 's/^/        /'
} > "$WORK/kong.yml"

modules=/usr/lib/nginx/modules
[ -d "$modules" ] && mkdir -p "$WORK/modules" && ln -sf "$modules"/*.so "$WORK/modules/"
taskset -c 1 nginx -p "$WORK" -c "$WORK/upstream.conf" & PIDS+=($!)
taskset -c 0 nginx -p "$WORK" -c "$WORK/nginx.conf" & PIDS+=($!)
KONG_DATABASE=off KONG_DECLARATIVE_CONFIG=$WORK/kong.yml KONG_PREFIX=$WORK/moongate KONG_LOG_LEVEL=notice \
  KONG_NGINX_WORKER_PROCESSES=1 KONG_PROXY_LISTEN=127.0.0.1:$PROXY KONG_ADMIN_LISTEN=127.0.0.1:$ADMIN \
  taskset -c 0 "$JAVA" ${MOONGATE_JAVA_OPTS:-} -jar "$JAR" > "$WORK/moongate.log" 2>&1 & MOONGATE=$!; PIDS+=("$MOONGATE")

for port in $UPSTREAM $NGINX $PROXY; do
  for _ in $(seq 300); do curl -so /dev/null "http://127.0.0.1:$port/" && break; sleep 0.1; done
done
NGINX_WORKER=$(pgrep -P "$(cat "$WORK/nginx.pid")" | head -n 1)
expect() { # PORT STATUS [HEADER]
  local status; status=$(curl -so /dev/null -w '%{http_code}' ${3:+-H "$3"} "http://127.0.0.1:$1/")
  [ "$status" = "$2" ] || { echo "compare.sh: port $1 answered $status, not $2" >&2; tail -n 20 "$WORK/moongate.log" >&2; exit 1; }
}
for port in $NGINX $PROXY; do expect $port 401; expect $port 403 'x-api-key: bad-12345678'; expect $port 200 'x-api-key: key-12345678'; done

ticks() { awk '{print $14 + $15}' "/proc/$1/stat"; } # user and system time, in clock ticks
run() { # NAME PORT PID: prints NAME requests/s and CPU microseconds a request
  local before after out requests
  before=$(ticks "$3")
  out=$(taskset -c 1 wrk -t1 -c$CONNECTIONS -d"${SECONDS_PER_RUN}s" -H 'x-api-key: key-12345678' "http://127.0.0.1:$2/")
  after=$(ticks "$3")
  requests=$(awk '/requests in/ {print $1}' <<< "$out")
  grep -q 'Non-2xx' <<< "$out" && { echo "compare.sh: $1: $(grep Non-2xx <<< "$out")" >&2; exit 1; }
  awk -v n="$1" -v r="$requests" -v t=$((after - before)) -v hz="$(getconf CLK_TCK)" -v s="$SECONDS_PER_RUN" \
    'BEGIN {printf "%-12s %10.0f %12.1f\n", n, r / s, t / hz * 1e6 / r}'
}

echo "warming up" >&2
run warm-up "$PROXY" "$MOONGATE" >&2
run warm-up "$PROXY" "$MOONGATE" >&2
printf '%-12s %10s %12s\n' proxy requests/s 'CPU us/req'
for _ in $(seq "$ROUNDS"); do
  run nginx+lua "$NGINX" "$NGINX_WORKER"
  run moongate "$PROXY" "$MOONGATE"
done | tee "$WORK/table"
awk '{sum[$1] += $3; n[$1]++} END {printf "mean: nginx+lua %.1f us, moongate %.1f us, ratio %.2f\n",
  sum["nginx+lua"] / n["nginx+lua"], sum["moongate"] / n["moongate"],
  (sum["moongate"] / n["moongate"]) / (sum["nginx+lua"] / n["nginx+lua"])}' "$WORK/table"
