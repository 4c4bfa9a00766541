package dev.mysqlasync.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads and writes numbers in byte arrays: little-endian, except for BIT. Callers have checked the bounds. */
final class Bytes {

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Bytes() {}

    static int int2(byte[] bytes, int at) {
        return (short) SHORT.get(bytes, at) & 0xFFFF;
    }

    static int int3(byte[] bytes, int at) {
        return int2(bytes, at) | (bytes[at + 2] & 0xFF) << 16;
    }

    static int int4(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    static long int8(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    static void putInt2(byte[] bytes, int at, int value) {
        SHORT.set(bytes, at, (short) value);
    }

    static void putInt3(byte[] bytes, int at, int value) {
        putInt2(bytes, at, value);
        bytes[at + 2] = (byte) (value >>> 16);
    }

    static void putInt4(byte[] bytes, int at, int value) {
        INT.set(bytes, at, value);
    }

    static void putInt8(byte[] bytes, int at, long value) {
        LONG.set(bytes, at, value);
    }

    /** The number of bits of a BIT column whose definition has this length. */
    static int bitCount(long columnLength) {
        return (int) Math.max(1, Math.min(columnLength, Long.SIZE));
    }

    /** The value of a BIT column in as few bytes as its length allows, big-endian. */
    static byte[] bits(long value, long columnLength) {
        byte[] bytes = new byte[(bitCount(columnLength) + Byte.SIZE - 1) / Byte.SIZE];
        for (int i = 0; i < bytes.length; i++) {
            bytes[bytes.length - 1 - i] = (byte) (value >>> i * Byte.SIZE);
        }
        return bytes;
    }
}
