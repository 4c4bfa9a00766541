package dev.mysqlasync.protocol;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The parameters and query attributes of {@link ComStmtExecute} and {@link ComQuery}: the NULL bitmap, the types, the
 * names if {@link Capability#CLIENT_QUERY_ATTRIBUTES} was negotiated, and the values. An instance holds all but the
 * values.
 *
 * @see <a
 *     href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_stmt_execute.html">COM_STMT_EXECUTE</a>
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

    /**
     * Writes the parameters and then the attributes; their names only if {@code named}. Writes nothing if there are
     * none.
     */
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

    /** Reads the number of parameters. Refuses a number that the rest of the packet cannot hold. */
    static int readCount(PayloadReader in) {
        long count = in.readLenenc();
        if (count < 0 || count > 8L * in.remaining()) {
            throw new ProtocolException("the packet claims " + Long.toUnsignedString(count) + " parameters in its last "
                    + in.remaining() + " bytes");
        }
        return (int) count;
    }

    /** Reads the fields before the values. */
    static ParameterBlock decode(PayloadReader in, int count, boolean named) {
        if (count == 0) {
            return new ParameterBlock(0, new byte[0], NO_TYPES, List.of());
        }
        byte[] nullBitmap = in.readBytes((count + 7) / 8);
        int bound = in.readInt1();
        if (bound > 1) {
            throw new ProtocolException("new_params_bind_flag is " + bound + " instead of 0 or 1");
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

    /**
     * The types in the packet, in the form of {@link BinaryParameters#typeOf}; null if those of an earlier execution
     * apply.
     */
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
            throw new ProtocolException("COM_QUERY has query attributes without types");
        }
        return attributes(readValues(in, types, new BitSet()), 0);
    }

    /** The values from {@code first} on as attributes, with their names. */
    List<QueryAttribute> attributes(List<@Nullable Object> values, int first) {
        List<QueryAttribute> attributes = new ArrayList<>();
        for (int i = first; i < count; i++) {
            attributes.add(new QueryAttribute(names.get(i), values.get(i)));
        }
        return attributes;
    }

    /** Reads all values except those of {@code longData}, which COM_STMT_SEND_LONG_DATA has sent. */
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
