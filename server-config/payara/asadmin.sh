# Functions for the scripts beside this file, which include it. Do not run it.
set -eu
. "$(dirname "$0")/../secrets.sh"
umask 077
: "${PAYARA_HOME:?is not set: the folder that holds bin/asadmin}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Runs the commands from standard input, one per line, in one asadmin. asadmin continues after a failure and reports
# only the result of the last command, so this function searches the output for failures.
commands() {
  cat >"$work/commands"
  "$PAYARA_HOME/bin/asadmin" --interactive=false --terse multimode --file "$work/commands" \
    >"$work/output" 2>&1 || true
  if grep -qE '^Command .* failed|^remote failure|Exception|^Invalid|^Unknown|not running' "$work/output"; then
    cat "$work/output" >&2
    exit 1
  fi
  cat "$work/output"
}

# Stores the output of listing commands for the function listed.
look() {
  printf '%s\n' "$@" | commands >"$work/listed"
}

# Succeeds if the stored output contains a name.
listed() {
  grep -qE "^$1([[:space:]]|\$)" "$work/listed"
}

# Writes a password file for asadmin, which accepts passwords only from files, beside the administrator's password.
# asadmin reads the file as Java properties, in which backslashes and blanks may have a special meaning. Each character
# is therefore written as its UTF-16 escape.
password_file() {
  cat ${AS_ADMIN_PASSWORDFILE:+"$AS_ADMIN_PASSWORDFILE"} /dev/null >"$work/$1.$2"
  printf '%s=%s\n' "$1" "$(utf16 "$3" | sed 's/..../\\u&/g')" >>"$work/$1.$2"
  printf '%s' "$work/$1.$2"
}

utf16() {
  printf '%s' "$1" | iconv -f UTF-8 -t UTF-16BE | od -A n -v -t x1 | tr -d ' \n'
}

# Prints the command that stores a secret under an alias, encrypted in the domain. Call look list-password-aliases
# first.
keep() {
  if listed "$1"; then verb=update; else verb=create; fi
  echo "$verb-password-alias --passwordfile $(password_file AS_ADMIN_ALIASPASSWORD "$1" "$2") $1"
}
