/** Packets and values as they are on the wire, in both directions. */
package dev.mysqlasync.protocol;
