/**
 * Packets and values as they are on the wire, in both directions.
 *
 * <p>Every packet is a record. {@code decode} reads it from the payload's first byte, its header included, to the
 * payload's end; whatever the bytes, the result is a packet or a {@link dev.mysqlasync.protocol.ProtocolException}.
 * {@code encode} writes the payload, without the frame's header. Where the layout depends on what client and server
 * have agreed on, both take the negotiated {@link dev.mysqlasync.protocol.Capability} bits.
 *
 * <p>Packets and other records may be read on any thread; arrays in them are not copied. Readers, writers and views are for
 * one thread at a time, and a view is valid as long as the bytes below it stay as they are. What cannot be written,
 * such as a Java value that no parameter can have, is an {@link java.lang.IllegalArgumentException}.
 */
package dev.mysqlasync.protocol;
