package dev.mysqlasync.protocol;

/** Thrown if a packet is longer than the limit set for it. */
public final class PacketTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long size;
    private final long limit;

    public PacketTooLargeException(long size, long limit) {
        super("a packet of " + size + " bytes is over the limit of " + limit);
        this.size = size;
        this.limit = limit;
    }

    /** The packet's length in bytes, as far as it is known. */
    public long size() {
        return size;
    }

    /** The limit in bytes. */
    public long limit() {
        return limit;
    }
}
