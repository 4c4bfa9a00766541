/**
 * The asynchronous MySQL client. Start with {@link dev.mysqlasync.MySqlConnection#connect} or
 * {@link dev.mysqlasync.MySqlPool#create}. {@link dev.mysqlasync.MySqlClient} has the methods that run statements,
 * {@link dev.mysqlasync.MySqlOptionsBuilder} the options, and {@link dev.mysqlasync.MySqlException} the errors.
 *
 * <p>Unless a type says otherwise, the following holds. Objects are thread-safe. Methods return without blocking.
 * Records are immutable and stay valid. Indexes start at 0.
 */
package dev.mysqlasync;
