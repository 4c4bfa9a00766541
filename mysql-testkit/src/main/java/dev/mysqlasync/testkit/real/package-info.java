/**
 * Real MySQL and MariaDB servers for tests and examples: a running server, or one started for the purpose and deleted
 * afterwards.
 */
package dev.mysqlasync.testkit.real;
