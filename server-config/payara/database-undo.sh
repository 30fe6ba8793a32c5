#!/bin/sh
# Undoes database.sh. Reads POSTGRESQL_DRIVER for the name of the JAR to remove.
. "$(dirname "$0")/asadmin.sh"
: "${POSTGRESQL_DRIVER:?}"

look list-password-aliases list-libraries list-jdbc-connection-pools list-jdbc-resources
{
  if listed jdbc/ledger; then echo "delete-jdbc-resource jdbc/ledger"; fi
  if listed ledger; then echo "delete-jdbc-connection-pool ledger"; fi
  if listed "$(basename "$POSTGRESQL_DRIVER")"; then
    echo "remove-library $(basename "$POSTGRESQL_DRIVER")"
  fi
  if listed ledger-database-password; then
    echo "delete-password-alias ledger-database-password"
  fi
} | commands
