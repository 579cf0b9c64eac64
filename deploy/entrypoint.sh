#!/bin/bash
# start: runs the gateway in the foreground. health: succeeds if the Admin API's /status answers 200.
set -eu

HERE=$(cd "$(dirname "$0")" && pwd)
APP=${MOONGATE_APP:-$HERE}

case "${1:-start}" in
  start)
    # Lua may recurse deeply: 16 MB of stack. JAVA_OPTS is split into words on purpose.
    # shellcheck disable=SC2086
    exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xss16m ${JAVA_OPTS:-} -jar "$APP/quarkus-run.jar"
    ;;
  health)
    listen=${KONG_ADMIN_LISTEN:-127.0.0.1:8001}
    address=${listen%%[ ,]*}
    host=${address%:*}
    [ "$host" != 0.0.0.0 ] || host=127.0.0.1
    exec 3<> "/dev/tcp/$host/${address##*:}"
    printf 'GET /status HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
    read -r -t 2 line <&3
    case "$line" in *" 200 "*) exit 0 ;; *) exit 1 ;; esac
    ;;
  *)
    exec "$@"
    ;;
esac
