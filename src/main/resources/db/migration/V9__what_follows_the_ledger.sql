-- What is computed from entries follows them, in transactions of its own: up to which number.
-- Nothing here is read through before the first callback, and all of it can be made anew.

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

ALTER TABLE subscription ADD COLUMN last_sequence BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE account ADD COLUMN last_sequence BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE subscription ${room_for_updates};
CREATE INDEX subscription_subscriber ON subscription (app, subscriber, account);

-- History takes the place of this index, in which every entry had a place anywhere.

DROP INDEX entry_subscriber;

-- The sums of V4, whose tables stay for as long as the version before may be deployed again.

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
