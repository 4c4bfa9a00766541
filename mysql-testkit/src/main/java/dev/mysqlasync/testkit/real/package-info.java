/** Real MySQL and MariaDB servers for tests and examples: the one given, or one that is started and thrown away. */
package dev.mysqlasync.testkit.real;
