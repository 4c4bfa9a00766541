/** Sets up a session: its settings after authentication, after a reset and after a change of user. */
package dev.mysqlasync.internal.setup;
