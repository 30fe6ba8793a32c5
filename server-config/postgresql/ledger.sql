-- Creates the role and the database of the ledger in PostgreSQL 13 or newer. You can run it again at any time.
--   psql --host=db.example.com --username=postgres --dbname=postgres --file=ledger.sql
--   psql --host=db.example.com --username=postgres --dbname=postgres --command='\password ledger'
-- The second command asks for the password and sends only its hash. Undo: DROP DATABASE ledger; DROP ROLE ledger;
\set ON_ERROR_STOP on

SELECT 'CREATE ROLE ledger' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ledger') \gexec
ALTER ROLE ledger LOGIN;

-- Ends the sessions of a lost node, which would otherwise count against max_connections for two hours.
ALTER ROLE ledger SET tcp_keepalives_idle = 10;
ALTER ROLE ledger SET tcp_keepalives_interval = 5;
ALTER ROLE ledger SET tcp_keepalives_count = 3;

-- The collation C does not depend on the operating system, so an upgrade of that cannot damage an index.
SELECT 'CREATE DATABASE ledger TEMPLATE template0 ENCODING ''UTF8'' LOCALE ''C'''
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'ledger') \gexec

-- The administrator stays the owner. The role may connect, and create the tables of the ledger, which it then owns.
REVOKE ALL ON DATABASE ledger FROM PUBLIC;
GRANT CONNECT ON DATABASE ledger TO ledger;

\connect ledger
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO ledger;
