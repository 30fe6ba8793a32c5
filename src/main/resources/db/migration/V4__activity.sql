-- How many subscribed and unsubscribed, by minute and by hour: sums of entries, made behind the
-- write path's back from the entries up to last_sequence. They can be made anew at any time.

CREATE TABLE activity (
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

CREATE TABLE activity_head (
  app           BIGINT NOT NULL,
  last_sequence BIGINT NOT NULL,
  PRIMARY KEY (app)
);
