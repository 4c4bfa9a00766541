package dev.mysqlasync.testkit;

/**
 * A fault in sending a reply.
 *
 * @param kind the kind of fault
 * @param bytes the number of bytes after which it occurs, for the kinds that count them
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
            throw new IllegalArgumentException("the number of bytes must not be negative: " + bytes);
        }
    }

    ReplyFault or(ReplyFault other) {
        return kind == Kind.NONE ? other : this;
    }

    boolean is(Kind kind) {
        return this.kind == kind;
    }
}
