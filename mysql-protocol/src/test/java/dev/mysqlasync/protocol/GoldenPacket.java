package dev.mysqlasync.protocol;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A payload as a server or client was seen to send it, and what it means.
 *
 * @param name what was captured, and from whom
 * @param decode reads it
 * @param encode writes it back
 * @param canonical whether writing it back gives the same bytes
 * @param legalCuts lengths at which the packet may end and is a whole, shorter packet
 */
record GoldenPacket<T>(
        String name,
        byte[] payload,
        Function<PayloadReader, T> decode,
        BiConsumer<T, PayloadWriter> encode,
        T expected,
        boolean canonical,
        Set<Integer> legalCuts) {

    static <T> GoldenPacket<T> of(
            String name,
            String dump,
            Function<PayloadReader, T> decode,
            BiConsumer<T, PayloadWriter> encode,
            T expected) {
        return new GoldenPacket<>(name, Dump.bytes(dump), decode, encode, expected, true, Set.of());
    }

    GoldenPacket<T> notCanonical() {
        return new GoldenPacket<>(name, payload, decode, encode, expected, false, legalCuts);
    }

    /** May also end at {@code lengths}, in bytes. */
    GoldenPacket<T> mayEndAt(Integer... lengths) {
        Set<Integer> cuts = new HashSet<>(legalCuts);
        cuts.addAll(List.of(lengths));
        return new GoldenPacket<>(name, payload, decode, encode, expected, canonical, cuts);
    }

    /** May also end anywhere from {@code length} bytes on. */
    GoldenPacket<T> mayEndFrom(int length) {
        return mayEndAt(IntStream.range(length, payload.length).boxed().toArray(Integer[]::new));
    }

    byte[] encodeExpected() {
        PayloadWriter out = new PayloadWriter();
        encode.accept(expected, out);
        return out.toByteArray();
    }

    @Override
    public String toString() {
        return name;
    }
}
