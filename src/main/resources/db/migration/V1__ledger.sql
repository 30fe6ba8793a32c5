-- The ledger. One text for all databases: Flyway fills in what each calls its column types.
-- All times are milliseconds since 1970 UTC. Ids of accounts and users are at most 255 characters,
-- of which H2 counts those beyond the basic plane as two.

CREATE TABLE app_head (
  app              BIGINT NOT NULL,
  last_sequence    BIGINT NOT NULL,
  last_delivery    BIGINT NOT NULL,
  last_recorded_at BIGINT NOT NULL,
  PRIMARY KEY (app)
);

CREATE TABLE delivery (
  app         BIGINT      NOT NULL,
  id          BIGINT      NOT NULL,
  command     VARCHAR(510),
  received_at BIGINT      NOT NULL,
  query       ${text},
  body        ${bytes}    NOT NULL,
  outcome     VARCHAR(16) NOT NULL,
  PRIMARY KEY (app, id)
);

CREATE TABLE quarantine (
  app         BIGINT  NOT NULL,
  delivery_id BIGINT  NOT NULL,
  reason      ${text} NOT NULL,
  PRIMARY KEY (app, delivery_id)
);

CREATE TABLE entry (
  app         BIGINT       NOT NULL,
  sequence    BIGINT       NOT NULL,
  event_key   ${key}       NOT NULL,
  kind        VARCHAR(20)  NOT NULL,
  account     VARCHAR(510) NOT NULL,
  subscriber  VARCHAR(510),
  operator    VARCHAR(510),
  platform    VARCHAR(64),
  client_ip   VARCHAR(64),
  occurred_at BIGINT       NOT NULL,
  recorded_at BIGINT       NOT NULL,
  source      VARCHAR(16)  NOT NULL,
  delivery_id BIGINT       NOT NULL,
  detail      ${text},
  PRIMARY KEY (app, sequence),
  CONSTRAINT entry_event_key UNIQUE (event_key)
);

CREATE TABLE subscription (
  app         BIGINT       NOT NULL,
  account     VARCHAR(510) NOT NULL,
  subscriber  VARCHAR(510) NOT NULL,
  status      VARCHAR(20)  NOT NULL,
  occurred_at BIGINT       NOT NULL,
  sequence    BIGINT       NOT NULL,
  PRIMARY KEY (app, account, subscriber)
);

CREATE TABLE account (
  app              BIGINT       NOT NULL,
  account          VARCHAR(510) NOT NULL,
  name             ${text},
  name_at          BIGINT,
  owner            VARCHAR(510),
  owner_at         BIGINT,
  introduction     ${text},
  introduction_at  BIGINT,
  face_url         ${text},
  face_url_at      BIGINT,
  organization     ${text},
  organization_at  BIGINT,
  created_at       BIGINT,
  destroyed_at     BIGINT,
  last_occurred_at BIGINT,
  subscriber_count BIGINT       NOT NULL,
  PRIMARY KEY (app, account)
);
