-- Systems to which entries are forwarded: the position of each sink in the ledger of each app.

CREATE TABLE sink (
  app                   BIGINT      NOT NULL,
  name                  VARCHAR(40) NOT NULL,
  position              BIGINT      NOT NULL,
  status                VARCHAR(20) NOT NULL,
  since                 BIGINT      NOT NULL,
  reason                ${text},
  changed_by            ${text},
  redriven              BIGINT      NOT NULL,
  events                BIGINT      NOT NULL,
  batch_limit           BIGINT      NOT NULL,
  failures              BIGINT      NOT NULL,
  refusals              BIGINT      NOT NULL,
  dead_letters_in_a_row BIGINT      NOT NULL,
  failing_since         BIGINT,
  next_attempt_at       BIGINT      NOT NULL,
  attempted_at          BIGINT,
  last_error            ${text},
  taken_at              BIGINT,
  PRIMARY KEY (app, name)
);

-- The node that forwards, and until when. It is apart from the position, because a node renews it while it waits for
-- the answer of a target.

CREATE TABLE sink_lease (
  app          BIGINT      NOT NULL,
  name         VARCHAR(40) NOT NULL,
  owner        VARCHAR(36) NOT NULL,
  epoch        BIGINT      NOT NULL,
  leased_until BIGINT      NOT NULL,
  PRIMARY KEY (app, name)
);

-- Entries that a target has refused.

CREATE TABLE dead_letter (
  app         BIGINT      NOT NULL,
  sink        VARCHAR(40) NOT NULL,
  sequence    BIGINT      NOT NULL,
  reason      ${text},
  refused_at  BIGINT      NOT NULL,
  redriven_at BIGINT,
  PRIMARY KEY (app, sink, sequence)
);

-- What has happened to each sink: attempts, changes of its state, and what operators did.

CREATE TABLE sink_event (
  app         BIGINT      NOT NULL,
  sink        VARCHAR(40) NOT NULL,
  number      BIGINT      NOT NULL,
  happened_at BIGINT      NOT NULL,
  event       VARCHAR(20) NOT NULL,
  first_entry BIGINT,
  last_entry  BIGINT,
  reason      ${text},
  operator    ${text},
  PRIMARY KEY (app, sink, number)
);
