/**
 * The asynchronous MySQL client. {@link dev.mysqlasync.MySqlConnection#connect} is where to begin,
 * {@link dev.mysqlasync.MySqlClient} has the verbs, {@link dev.mysqlasync.MySqlOptionsBuilder} the options, and
 * {@link dev.mysqlasync.MySqlException} what can go wrong.
 *
 * <p>Unless a type says otherwise, its objects are thread-safe, methods return without waiting, records and what they hold
 * are immutable and stay valid for ever, and indexes count from 0.
 */
package dev.mysqlasync;
