# Functions for encrypt.sh and users.sh, which include this file. Do not run it.
set -eu
. "$(dirname "$0")/../secrets.sh"

# Quotes a text for the CLI. The CLI must not insert environment variables itself (--resolve-parameter-values),
# because it would silently drop backslashes.
quoted() {
  printf '"%s"' "$(printf '%s' "$1" | sed 's/[\\"]/\\&/g')"
}

# Runs the commands from standard input, so that no secret appears in a file or in the list of processes.
cli() {
  bin/jboss-cli.sh --file=/dev/stdin
}
