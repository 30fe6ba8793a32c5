-- The increment is JPA's default allocation size: one trip to the database for 50 numbers.
CREATE SEQUENCE IF NOT EXISTS entry_sequence INCREMENT BY 50;
CREATE SEQUENCE IF NOT EXISTS delivery_sequence INCREMENT BY 50;
