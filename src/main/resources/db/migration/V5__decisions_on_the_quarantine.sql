-- What an operator decided on a delivery in quarantine, who, and when; all null until then.

ALTER TABLE quarantine ADD COLUMN decision VARCHAR(16);
ALTER TABLE quarantine ADD COLUMN decided_by VARCHAR(510);
ALTER TABLE quarantine ADD COLUMN decided_at BIGINT;
