package dev.mysqlasync.internal.session;

/**
 * What a prepared statement depends on besides the types of its parameters.
 *
 * @param sql its text
 * @param schema the schema that resolves its names
 * @param epoch the number of changes of settings that decide the meaning of a text, such as {@code sql_mode}
 * @param cursor whether it is executed with a cursor; MySQL 9.7 mixes up rows if one handle is used both ways
 */
public record StatementKey(String sql, String schema, int epoch, boolean cursor) {}
