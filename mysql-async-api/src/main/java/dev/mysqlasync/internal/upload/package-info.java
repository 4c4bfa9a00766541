/** What is sent in pieces: files of LOAD DATA LOCAL, and long arguments. */
package dev.mysqlasync.internal.upload;
