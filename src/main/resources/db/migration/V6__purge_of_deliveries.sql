-- Up to which number an app's raw deliveries have been removed, once they were old enough.

CREATE TABLE purge_head (
  app           BIGINT NOT NULL,
  last_delivery BIGINT NOT NULL,
  PRIMARY KEY (app)
);
