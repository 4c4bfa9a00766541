package dev.mysqlasync.protocol;

/** A long text, or long bytes, that a {@link PayloadWriter} keeps by reference; whoever gave it lets it as it is. */
sealed interface LongValue {

    /** Where it belongs: before the byte with this index of those that were written. */
    int at();

    /** Its length in bytes when it is sent. */
    int length();

    /** The same at another place. */
    LongValue at(int at);

    /**
     * A text.
     *
     * @param length as UTF-8
     */
    record Text(int at, String text, int length) implements LongValue {

        @Override
        public LongValue at(int at) {
            return new Text(at, text, length);
        }
    }

    /** Bytes. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares it
    record Binary(int at, byte[] bytes) implements LongValue {

        @Override
        public int length() {
            return bytes.length;
        }

        @Override
        public LongValue at(int at) {
            return new Binary(at, bytes);
        }
    }
}
