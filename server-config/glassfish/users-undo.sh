#!/bin/sh
# Undoes users.sh.
. "$(dirname "$0")/asadmin.sh"

look "list-file-users --authrealmname file"
{
  for user in viewer operator; do
    if listed "$user"; then echo "delete-file-user --authrealmname file $user"; fi
  done
} | commands
