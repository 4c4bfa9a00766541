/**
 * Packets and values as they are on the wire, in both directions.
 *
 * <p>Every packet is a record. {@code decode} reads it from the payload's first byte, its header included, to the
 * payload's end; whatever the bytes, the result is a packet or a {@link dev.mysqlasync.protocol.ProtocolException}.
 * {@code encode} writes the payload, without the frame's header. Where the layout depends on what client and server
 * have agreed on, both take the negotiated {@link dev.mysqlasync.protocol.Capability} bits.
 */
package dev.mysqlasync.protocol;
