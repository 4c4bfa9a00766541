/** From an authenticated connection to a session with its settings, at the beginning and again. */
package dev.mysqlasync.internal.setup;
