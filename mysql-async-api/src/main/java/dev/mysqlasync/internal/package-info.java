/** The driver: what runs between the public API and a transport. Not exported. */
package dev.mysqlasync.internal;
