package dev.mysqlasync.internal.options;

/** The defaults of limits that depend on the heap: an eighth of this JVM's largest heap, up to a fixed size. */
final class HeapShare {

    private static final int SHARE = 8;
    private static final long LEAST = 1 << 20;
    private static final long MOST_OF_ROW = 64 << 20;
    private static final long MOST_OF_RESULT = 256 << 20;

    private HeapShare() {}

    static int maxRowSize() {
        return (int) of(Runtime.getRuntime().maxMemory(), MOST_OF_ROW);
    }

    static long maxResultBytes() {
        return of(Runtime.getRuntime().maxMemory(), MOST_OF_RESULT);
    }

    static long of(long heap, long most) {
        return Math.max(LEAST, Math.min(most, heap / SHARE));
    }
}
