package dev.mysqlasync.testkit;

import java.util.List;

/** A reply composed of given parts. */
final class ComposedReply extends Reply {

    private final List<ReplyPart> parts;
    private final ReplyFault fault;

    ComposedReply(List<ReplyPart> parts, ReplyFault fault) {
        this.parts = parts;
        this.fault = fault;
    }

    static ComposedReply of(ReplyPart part) {
        return new ComposedReply(List.of(part), ReplyFault.NONE);
    }

    @Override
    List<ReplyPart> parts() {
        return parts;
    }

    @Override
    ReplyFault fault() {
        return fault;
    }
}
