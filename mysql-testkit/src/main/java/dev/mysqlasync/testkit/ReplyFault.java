package dev.mysqlasync.testkit;

/**
 * What goes wrong in sending a reply.
 *
 * @param kind what it is
 * @param bytes after how many bytes, for the kinds that count them
 */
record ReplyFault(Kind kind, long bytes) {

    enum Kind {
        NONE,
        CLOSE_AFTER_BYTES,
        RESET_AFTER_BYTES,
        TRUNCATE_LAST_PACKET,
        WRONG_SEQUENCE_ID
    }

    static final ReplyFault NONE = new ReplyFault(Kind.NONE, 0);

    ReplyFault {
        if (bytes < 0) {
            throw new IllegalArgumentException("a negative number of bytes: " + bytes);
        }
    }

    ReplyFault or(ReplyFault other) {
        return kind == Kind.NONE ? other : this;
    }

    boolean is(Kind kind) {
        return this.kind == kind;
    }
}
