package dev.mysqlasync.protocol;

/** A long text or byte array that a {@link PayloadWriter} keeps by reference. Its owner must not change it. */
sealed interface LongValue {

    /** Its place: before the byte with this index in the bytes written. */
    int at();

    /** Its length on the wire in bytes. */
    int length();

    /** The same value at another place. */
    LongValue at(int at);

    /**
     * A text.
     *
     * @param length the length in UTF-8, in bytes
     */
    record Text(int at, String text, int length) implements LongValue {

        @Override
        public LongValue at(int at) {
            return new Text(at, text, length);
        }
    }

    /** Bytes. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
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
