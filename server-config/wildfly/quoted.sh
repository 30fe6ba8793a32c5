# What encrypt.sh and users.sh share; they read it in, nobody runs it.
set -eu

# A text as the CLI takes it between double quotes. When the CLI itself puts environment variables into a
# command (--resolve-parameter-values), it loses backslashes without a word.
quoted() {
  printf '"%s"' "$(printf '%s' "$1" | sed 's/[\\"]/\\&/g')"
}

# Runs the commands of standard input, so that no secret stands in a file or in a list of processes.
cli() {
  bin/jboss-cli.sh --file=/dev/stdin
}
