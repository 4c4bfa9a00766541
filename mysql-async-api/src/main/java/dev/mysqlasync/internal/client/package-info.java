@org.jspecify.annotations.NullMarked
package dev.mysqlasync.internal.client;
