/** The ways to execute one statement, and what becomes of its results. */
package dev.mysqlasync.internal.statement;
