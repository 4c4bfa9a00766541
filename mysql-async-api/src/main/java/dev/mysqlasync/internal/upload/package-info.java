/** Uploads in parts: files of LOAD DATA LOCAL, and long parameters. */
package dev.mysqlasync.internal.upload;
