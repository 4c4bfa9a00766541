/** The SQL parsing of the fake server: only enough to compare statements and to declare columns. */
package dev.mysqlasync.testkit.sql;
