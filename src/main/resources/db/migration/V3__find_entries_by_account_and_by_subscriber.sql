-- Readers ask what happened at an account, and what happened to a user. Both indexes end in the
-- number, so that a page is cut from them in order. Entries about an account as such have no
-- subscriber, and are found in the second index together.

CREATE INDEX entry_account ON entry (app, account, sequence);
CREATE INDEX entry_subscriber ON entry (app, subscriber, sequence);
