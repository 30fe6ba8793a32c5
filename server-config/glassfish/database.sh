#!/bin/sh
# Adds a data source for a ledger in PostgreSQL, jdbc/ledger. Reads POSTGRESQL_DRIVER (the JAR of the driver),
# POSTGRESQL_HOST, _PORT, _DATABASE, _USER, _SSLMODE and _SSLROOTCERT. Asks for the password unless
# LEDGER_DATABASE_PASSWORD is set. Run it again to change any of them except the driver. Undo: database-undo.sh
. "$(dirname "$0")/asadmin.sh"
: "${POSTGRESQL_DRIVER:?}" "${POSTGRESQL_HOST:?}" "${POSTGRESQL_PORT:?}" "${POSTGRESQL_DATABASE:?}"
: "${POSTGRESQL_USER:?}" "${POSTGRESQL_SSLMODE:?}" "${POSTGRESQL_SSLROOTCERT:?}"
secret LEDGER_DATABASE_PASSWORD "Password of $POSTGRESQL_USER in PostgreSQL"

look list-password-aliases list-libraries list-jdbc-connection-pools list-jdbc-resources
{
  keep ledger-database-password "$LEDGER_DATABASE_PASSWORD"
  if ! listed "$(basename "$POSTGRESQL_DRIVER")"; then
    echo "add-library $POSTGRESQL_DRIVER"
  fi
  if ! listed ledger; then
    echo "create-jdbc-connection-pool" \
      "--datasourceclassname org.postgresql.ds.PGSimpleDataSource --restype javax.sql.DataSource" \
      "--steadypoolsize 2 --maxpoolsize 20 --isconnectvalidatereq=true" \
      "--validationmethod custom-validation" \
      "--validationclassname org.glassfish.api.jdbc.validation.PostgresConnectionValidation" \
      "--property serverName=x:portNumber=0:databaseName=x:user=x:password=x ledger"
  fi
  pool=resources.jdbc-connection-pool.ledger
  # A connection may be dead without anybody having been told; src/docs/operations.md says why the times
  # are as they are. When one turns out to be dead, all are replaced: the others are probably as dead.
  echo "set $pool.fail-all-connections=true"
  pool=$pool.property
  echo "set $pool.connectTimeout=2"
  echo "set $pool.socketTimeout=10"
  echo "set $pool.tcpKeepAlive=true"
  echo "set $pool.targetServerType=primary"
  echo "set $pool.options='-ctcp_user_timeout=8000'"
  echo "set $pool.sslMode=$POSTGRESQL_SSLMODE"
  echo "set $pool.sslRootCert=$POSTGRESQL_SSLROOTCERT"
  echo "set $pool.serverName=$POSTGRESQL_HOST"
  echo "set $pool.portNumber=$POSTGRESQL_PORT"
  echo "set $pool.databaseName=$POSTGRESQL_DATABASE"
  echo "set $pool.user=$POSTGRESQL_USER"
  echo "set $pool.password='\${ALIAS=ledger-database-password}'"
  if ! listed jdbc/ledger; then
    echo "create-jdbc-resource --connectionpoolid ledger jdbc/ledger"
  fi
} | commands
