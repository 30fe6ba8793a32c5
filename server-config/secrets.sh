# A function for the scripts in the folders beside this file, which include it. Do not run it.

# Asks at the terminal for the value of a variable, without showing it, unless the variable is set.
#   secret LEDGER_TOKENS 'Tokens of the app'
secret() {
  eval "given=\${$1:-}"
  if [ -z "$given" ]; then
    if ! [ -t 0 ]; then
      echo "$2: $1 is not set, and there is no terminal to ask at." >&2
      exit 1
    fi
    printf '%s: ' "$2" >&2
    terminal=$(stty -g)
    trap 'stty "$terminal"; exit 130' INT TERM
    stty -echo
    IFS= read -r "$1" || true
    stty "$terminal"
    trap - INT TERM
    echo >&2
    eval ": \"\${$1:?is empty}\""
  fi
  unset given
}
