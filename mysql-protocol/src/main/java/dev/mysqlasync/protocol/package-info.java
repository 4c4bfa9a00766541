/**
 * The packets and values of the MySQL protocol, encoded and decoded in both directions.
 *
 * <p>Every packet is a record. {@code decode} reads the whole payload, header byte included. Whatever the bytes are, it
 * returns a packet or throws {@link dev.mysqlasync.protocol.ProtocolException}. {@code encode} writes the payload
 * without the frame header. If the layout depends on negotiated capabilities, both take the negotiated
 * {@link dev.mysqlasync.protocol.Capability} bits.
 *
 * <p>Packets and other records may be used by any thread; arrays in them are not copied. Readers, writers and views are
 * not thread-safe. A view is valid until the bytes that it refers to change. A value that cannot be written, such as a
 * parameter of an unsupported class, is refused with {@link java.lang.IllegalArgumentException}.
 */
package dev.mysqlasync.protocol;
