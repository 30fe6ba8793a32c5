#!/bin/sh
# Adds two users of the API: a viewer (group ledger-viewer) and an operator (groups ledger-viewer and
# ledger-operator). Reads their names from the environment variables LEDGER_VIEWER and LEDGER_OPERATOR. Asks for their
# passwords, which may contain every printable character, unless LEDGER_VIEWER_PASSWORD and LEDGER_OPERATOR_PASSWORD
# are set. Run it again to change the passwords. Run it in WildFly's folder, after secrets.cli:
#   server-config/wildfly/users.sh
# Undo: users-undo.cli
#
# The users are in a separate realm in standalone/configuration/ledger-users, hashed and encrypted with the key
# of secrets.cli. The users of add-user.sh remain available to the applications on this server.
. "$(dirname "$0")/quoted.sh"
: "${LEDGER_VIEWER:=viewer}" "${LEDGER_OPERATOR:=operator}"
case $LEDGER_VIEWER$LEDGER_OPERATOR in
  *[!A-Za-z0-9._-]*)
    echo 'A user name may contain only letters, digits and . _ -' >&2
    exit 1
    ;;
esac
secret LEDGER_VIEWER_PASSWORD "Password of $LEDGER_VIEWER"
secret LEDGER_OPERATOR_PASSWORD "Password of $LEDGER_OPERATOR"

# Prints the commands that add a user with these groups, or set the password of an existing one.
user() {
  cat <<EOF
if (outcome != success) of /subsystem=elytron/filesystem-realm=ledger-users:read-identity(identity=$1)
  /subsystem=elytron/filesystem-realm=ledger-users:add-identity(identity=$1)
  /subsystem=elytron/filesystem-realm=ledger-users:add-identity-attribute(identity=$1, name=groups, value=[$2])
end-if
/subsystem=elytron/filesystem-realm=ledger-users:set-password(identity=$1, digest={algorithm=digest-sha-512, realm=ledger-users, password=$(quoted "$3")})
EOF
}

{
  cat <<'EOF'
embed-server --server-config=standalone.xml

if (outcome != success) of /subsystem=elytron/filesystem-realm=ledger-users:read-resource
  /subsystem=elytron/filesystem-realm=ledger-users:add(path=ledger-users, relative-to=jboss.server.config.dir, credential-store=ledger, secret-key=key)
end-if

if (outcome != success) of /subsystem=elytron/distributed-realm=ledger:read-resource
  /subsystem=elytron/distributed-realm=ledger:add(realms=[ledger-users, ApplicationRealm])
  /subsystem=elytron/security-domain=ApplicationDomain:list-add(name=realms, value={realm=ledger, role-decoder=groups-to-roles})
  /subsystem=elytron/security-domain=ApplicationDomain:write-attribute(name=default-realm, value=ledger)
end-if

EOF
  user "$LEDGER_VIEWER" ledger-viewer "$LEDGER_VIEWER_PASSWORD"
  user "$LEDGER_OPERATOR" "ledger-viewer, ledger-operator" "$LEDGER_OPERATOR_PASSWORD"
  echo stop-embedded-server
} | cli
