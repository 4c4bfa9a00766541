/** The ways to execute one statement, and the requests that receive its results. */
package dev.mysqlasync.internal.statement;
