package dev.mysqlasync.protocol;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Parameters and attributes as {@link ComStmtExecute} and {@link ComQuery} send them: a NULL bitmap, types, with
 * {@link Capability#CLIENT_QUERY_ATTRIBUTES} names, and values. An instance holds all of it but the values.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_stmt_execute.html">COM_STMT_EXECUTE</a>
 */
final class ParameterBlock {

    private static final int[] NO_TYPES = {};

    private final int count;
    private final byte[] nullBitmap;
    private final int @Nullable [] types;
    private final List<String> names;

    private ParameterBlock(int count, byte[] nullBitmap, int @Nullable [] types, List<String> names) {
        this.count = count;
        this.nullBitmap = nullBitmap;
        this.types = types;
        this.names = names;
    }

    /** Writes parameters, then attributes, with {@code named} each with its name; nothing when there are none. */
    static void encode(
            PayloadWriter out, List<@Nullable Object> parameters, List<QueryAttribute> attributes, boolean named) {
        int count = parameters.size() + (named ? attributes.size() : 0);
        if (count == 0) {
            return;
        }
        writeNullBitmap(out, parameters, attributes, count);
        out.writeInt1(1);
        for (int i = 0; i < count; i++) {
            out.writeInt2(typeOf(value(parameters, attributes, i)));
            if (named) {
                out.writeLenencString(
                        i < parameters.size()
                                ? ""
                                : attributes.get(i - parameters.size()).name());
            }
        }
        for (int i = 0; i < count; i++) {
            Object value = value(parameters, attributes, i);
            if (value != null && !(value instanceof LongData)) {
                BinaryParameters.write(out, value);
            }
        }
    }

    private static void writeNullBitmap(
            PayloadWriter out, List<@Nullable Object> parameters, List<QueryAttribute> attributes, int count) {
        for (int first = 0; first < count; first += 8) {
            int bits = 0;
            for (int i = first; i < Math.min(first + 8, count); i++) {
                bits |= value(parameters, attributes, i) == null ? 1 << i - first : 0;
            }
            out.writeInt1(bits);
        }
    }

    private static @Nullable Object value(
            List<@Nullable Object> parameters, List<QueryAttribute> attributes, int index) {
        return index < parameters.size()
                ? parameters.get(index)
                : attributes.get(index - parameters.size()).value();
    }

    private static int typeOf(@Nullable Object value) {
        return value instanceof LongData longData ? longData.type() : BinaryParameters.typeOf(value);
    }

    /** Reads the number of entries, which the packet must have room for. */
    static int readCount(PayloadReader in) {
        long count = in.readLenenc();
        if (count < 0 || count > 8L * in.remaining()) {
            throw new ProtocolException(
                    Long.toUnsignedString(count) + " parameters in a packet with " + in.remaining() + " bytes left");
        }
        return (int) count;
    }

    /** Reads up to the values. */
    static ParameterBlock decode(PayloadReader in, int count, boolean named) {
        if (count == 0) {
            return new ParameterBlock(0, new byte[0], NO_TYPES, List.of());
        }
        byte[] nullBitmap = in.readBytes((count + 7) / 8);
        int bound = in.readInt1();
        if (bound > 1) {
            throw new ProtocolException("new_params_bound is " + bound + ", neither 0 nor 1");
        }
        List<String> names = new ArrayList<>();
        return new ParameterBlock(count, nullBitmap, bound == 1 ? readTypes(in, count, named, names) : null, names);
    }

    private static int[] readTypes(PayloadReader in, int count, boolean named, List<String> names) {
        if (in.remaining() < 2L * count) {
            throw new ProtocolException("the packet ends before the types of its " + count + " parameters");
        }
        int[] types = new int[count];
        for (int i = 0; i < count; i++) {
            types[i] = in.readInt2();
            names.add(named ? in.readLenencString() : "");
        }
        return types;
    }

    int count() {
        return count;
    }

    /** The types in the packet, as {@link BinaryParameters#typeOf} has them; null when earlier ones hold. */
    int @Nullable [] types() {
        return types;
    }

    /** Whether every value is NULL. */
    boolean isAllNull() {
        return IntStream.range(0, count).allMatch(this::isNull);
    }

    private boolean isNull(int index) {
        return (nullBitmap[index / 8] >> index % 8 & 1) != 0;
    }

    List<QueryAttribute> readAttributes(PayloadReader in) {
        if (types == null) {
            throw new ProtocolException("query attributes without types");
        }
        return attributes(readValues(in, types, new BitSet()), 0);
    }

    /** The entries from {@code first} on with their names. */
    List<QueryAttribute> attributes(List<@Nullable Object> values, int first) {
        List<QueryAttribute> attributes = new ArrayList<>();
        for (int i = first; i < count; i++) {
            attributes.add(new QueryAttribute(names.get(i), values.get(i)));
        }
        return attributes;
    }

    /** Reads all values, except those of {@code longData}, which came before. */
    List<@Nullable Object> readValues(PayloadReader in, int[] types, BitSet longData) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (isNull(i)) {
                values.add(null);
            } else {
                values.add(longData.get(i) ? LongData.of(types[i] & 0xFF) : BinaryParameters.read(in, types[i]));
            }
        }
        return values;
    }
}
