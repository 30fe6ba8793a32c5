CREATE TABLE slow (n BIGINT);
SELECT pg_sleep(3);
