/** The driver: everything between the public API and a transport. Not exported. */
package dev.mysqlasync.internal;
