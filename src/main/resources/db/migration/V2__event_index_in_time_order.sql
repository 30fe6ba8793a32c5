-- An event's key is a hash that covers its time; so both together are as unique as the key alone.
-- But a new event's place is then near the end of the index, where the last ones are, and not
-- anywhere in all of it: the index of a large ledger need not be in memory to be written.

ALTER TABLE entry DROP CONSTRAINT entry_event_key;
ALTER TABLE entry ADD CONSTRAINT entry_event_key UNIQUE (occurred_at, event_key);
