-- What is computed from entries follows them, in transactions of its own: up to which number.
-- These tables begin empty, whatever the ledger has, so that the first callback waits for nothing; only retention goes
-- on where it was. The tables that they replace stay for as long as the version before may be deployed again.

CREATE TABLE cursor (
  app      BIGINT      NOT NULL,
  name     VARCHAR(40) NOT NULL,
  position BIGINT      NOT NULL,
  rebuilds BIGINT      NOT NULL,
  PRIMARY KEY (app, name)
);

-- From each entry to the one before it about the same subscription, or about the account as such.

CREATE TABLE history (
  app      BIGINT NOT NULL,
  sequence BIGINT NOT NULL,
  previous BIGINT NOT NULL,
  PRIMARY KEY (app, sequence)
);

-- States take the place of the tables subscription and account of V1, which the callbacks of the version before write.

CREATE TABLE subscription_state (
  app           BIGINT       NOT NULL,
  account       VARCHAR(510) NOT NULL,
  subscriber    VARCHAR(510) NOT NULL,
  status        VARCHAR(20)  NOT NULL,
  occurred_at   BIGINT       NOT NULL,
  sequence      BIGINT       NOT NULL,
  last_sequence BIGINT       NOT NULL,
  PRIMARY KEY (app, account, subscriber)
);

ALTER TABLE subscription_state ${room_for_updates};
CREATE INDEX subscription_state_subscriber ON subscription_state (app, subscriber, account);

CREATE TABLE account_state (
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
  last_sequence    BIGINT       NOT NULL,
  PRIMARY KEY (app, account)
);

-- History takes the place of this index, in which every entry had a place anywhere.

DROP INDEX entry_subscriber;

-- The sums take the place of those of V4.

CREATE TABLE activity_sum (
  app        BIGINT       NOT NULL,
  width      BIGINT       NOT NULL,
  began_at   BIGINT       NOT NULL,
  account    VARCHAR(510) NOT NULL,
  kind       VARCHAR(20)  NOT NULL,
  platform   VARCHAR(64)  NOT NULL,
  initiative VARCHAR(16)  NOT NULL,
  entries    BIGINT       NOT NULL,
  PRIMARY KEY (app, width, began_at, account, kind, platform, initiative)
);

INSERT INTO cursor (app, name, position, rebuilds)
  SELECT app, 'retention', last_delivery, 0 FROM purge_head;
