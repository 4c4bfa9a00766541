package dev.mysqlasync.protocol;

/** Payloads in which every byte's place shows. */
final class LongPayload {

    private LongPayload() {}

    static byte[] of(int length) {
        byte[] payload = new byte[length];
        for (int i = 0; i < length; i++) {
            payload[i] = (byte) (i ^ i >> 8 ^ i >> 16);
        }
        return payload;
    }
}
