package dev.mysqlasync.internal;

/** What a prepared statement depends on beside the types of its parameters: its text, and the schema its names mean. */
record StatementKey(String sql, String schema) {}
