# What the scripts beside this file share; they read it in, nobody runs it.
set -eu
. "$(dirname "$0")/../secrets.sh"
umask 077
: "${GLASSFISH_HOME:?is not set: the folder that holds bin/asadmin}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Runs the commands of standard input, one a line, in one asadmin. That goes on after a failure, and
# would tell only how the last one ended.
commands() {
  cat >"$work/commands"
  "$GLASSFISH_HOME/bin/asadmin" --interactive=false --terse multimode --file "$work/commands" \
    >"$work/output" 2>&1 || true
  if grep -qE '^Command .* failed|^remote failure|Exception(:|$)|^Invalid|^Unknown|not running' "$work/output"; then
    cat "$work/output" >&2
    exit 1
  fi
  cat "$work/output"
}

# Remembers what these commands list.
look() {
  printf '%s\n' "$@" | commands >"$work/listed"
}

# Whether that was among it.
listed() {
  grep -qE "^$1([[:space:]]|\$)" "$work/listed"
}

# A file that tells asadmin a password, beside the administrator's own: it takes none from elsewhere. It is
# read as a file of Java properties, in which a backslash or a blank is not always itself; so each
# character is written as its number in UTF-16.
password_file() {
  cat ${AS_ADMIN_PASSWORDFILE:+"$AS_ADMIN_PASSWORDFILE"} /dev/null >"$work/$1.$2"
  printf '%s=%s\n' "$1" "$(utf16 "$3" | sed 's/..../\\u&/g')" >>"$work/$1.$2"
  printf '%s' "$work/$1.$2"
}

utf16() {
  printf '%s' "$1" | iconv -f UTF-8 -t UTF-16BE | od -A n -v -t x1 | tr -d ' \n'
}

# The command that keeps a secret under a name, encrypted in the domain; after look list-password-aliases.
keep() {
  if listed "$1"; then verb=update; else verb=create; fi
  echo "$verb-password-alias --passwordfile $(password_file AS_ADMIN_ALIASPASSWORD "$1" "$2") $1"
}
