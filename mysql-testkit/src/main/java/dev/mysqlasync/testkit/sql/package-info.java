/** What the fake server reads in SQL: enough to compare statements and declare columns, and no more. */
package dev.mysqlasync.testkit.sql;
