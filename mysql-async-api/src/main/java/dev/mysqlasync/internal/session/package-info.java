/** What is known about the session on the server: its settings, its state, its prepared statements. */
package dev.mysqlasync.internal.session;
