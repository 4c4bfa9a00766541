/** The driver. Not exported: nothing here is for users. */
package dev.mysqlasync.internal;
