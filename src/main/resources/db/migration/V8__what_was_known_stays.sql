-- Until when an app's readers have been told what was known. Entries are recorded later than that.

ALTER TABLE app_head ADD COLUMN known_until BIGINT DEFAULT 0 NOT NULL;
