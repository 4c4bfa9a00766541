package dev.mysqlasync.internal.session;

/**
 * What a prepared statement depends on beside the types of its parameters.
 *
 * @param sql its text
 * @param schema the schema that its names mean
 * @param epoch counts the changes of settings that decide what the text means, such as {@code sql_mode}
 * @param cursor whether it is executed with a cursor: MySQL 9.7 mixes rows up when one handle is used both ways
 */
public record StatementKey(String sql, String schema, int epoch, boolean cursor) {}
