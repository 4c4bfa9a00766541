/** The asynchronous MySQL client. */
package dev.mysqlasync;
