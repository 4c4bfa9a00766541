package dev.mysqlasync.internal.upload;

import java.nio.ByteBuffer;

/** Bytes in memory: one chunk, then the end. */
final class BytesFeed implements Feed {

    private final ByteBuffer bytes;
    private final Receiver receiver;
    private boolean given;

    BytesFeed(ByteBuffer bytes, Receiver receiver) {
        this.bytes = bytes;
        this.receiver = receiver;
    }

    @Override
    public void next() {
        if (given) {
            receiver.ended();
        } else {
            given = true;
            receiver.chunk(bytes.duplicate());
        }
    }

    @Override
    public void cancel() {
        // there is nothing to let go of
    }
}
