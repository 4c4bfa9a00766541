package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.Capability.CLIENT_QUERY_ATTRIBUTES;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Executes a prepared statement in the binary protocol. The server answers with OK, ERR or {@link ResultSetHeader}.
 *
 * @param statementId the statement id from {@link PrepareOk}
 * @param readOnlyCursor whether to open a cursor, from which {@link ComStmtFetch} fetches the rows
 * @param parameters one value for each parameter: of a class that {@link BinaryParameters} can write, or
 *     {@link LongData}; not copied, so do not change the list
 * @param attributes query attributes; not sent unless {@link Capability#CLIENT_QUERY_ATTRIBUTES} was negotiated
 * @see <a
 *     href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_stmt_execute.html">COM_STMT_EXECUTE</a>
 */
@SuppressWarnings("exports") // users need no JSpecify to compile
public record ComStmtExecute(
        int statementId, boolean readOnlyCursor, List<@Nullable Object> parameters, List<QueryAttribute> attributes)
        implements ClientCommand {

    private static final int CURSOR_TYPE_READ_ONLY = 1;
    private static final int PARAMETER_COUNT_AVAILABLE = 8;
    private static final int ITERATION_COUNT = 1;

    public ComStmtExecute {
        parameters = Collections.unmodifiableList(parameters);
        attributes = List.copyOf(attributes);
    }

    @Override
    public void encode(PayloadWriter out, long capabilities) {
        boolean named = Capability.has(capabilities, CLIENT_QUERY_ATTRIBUTES);
        int count = parameters.size() + (named ? attributes.size() : 0);
        boolean counted = named && count > 0;
        out.writeInt1(CommandByte.COM_STMT_EXECUTE)
                .writeInt4(statementId)
                .writeInt1((readOnlyCursor ? CURSOR_TYPE_READ_ONLY : 0) | (counted ? PARAMETER_COUNT_AVAILABLE : 0))
                .writeInt4(ITERATION_COUNT);
        if (counted) {
            out.writeLenenc(count);
        }
        ParameterBlock.encode(out, parameters, attributes, named);
    }

    /** Returns the statement id without moving {@code in}, which must be at the start of the payload. */
    public static int statementId(PayloadReader in) {
        PayloadReader ahead = new PayloadReader(in.buffer(), in.position(), in.end());
        PacketHeader.expect(ahead, CommandByte.COM_STMT_EXECUTE, "COM_STMT_EXECUTE");
        return (int) ahead.readInt4();
    }

    /**
     * Returns the parameter types that this command binds, without moving {@code in}, which must be at the start of the
     * payload. A server keeps them with the statement for executions that bind none.
     *
     * @param capabilities the capabilities negotiated
     * @param parameterCount the number of the statement's parameters
     * @return null if the command binds no types: those of an earlier execution apply
     */
    public static int @Nullable [] newTypes(PayloadReader in, long capabilities, int parameterCount) {
        PayloadReader ahead = new PayloadReader(in.buffer(), in.position(), in.end());
        ahead.skip(5);
        int[] types = readBlock(ahead, capabilities, parameterCount).types();
        return types == null ? null : Arrays.copyOf(types, parameterCount);
    }

    /** Reads the command, for a statement without long data. */
    public static ComStmtExecute decode(
            PayloadReader in, long capabilities, int parameterCount, int @Nullable [] boundTypes) {
        return decode(in, capabilities, parameterCount, boundTypes, new BitSet());
    }

    /**
     * Reads the command.
     *
     * @param capabilities the capabilities negotiated
     * @param parameterCount the number of the statement's parameters
     * @param boundTypes the types bound by an earlier execution, see {@link #newTypes}; null for none, which is enough
     *     if all values are NULL
     * @param longData the indexes of the parameters that {@link ComStmtSendLongData} sent; each is returned as
     *     {@link LongData}
     * @throws ProtocolException if the packet is malformed, or relies on types that no execution has bound
     */
    public static ComStmtExecute decode(
            PayloadReader in, long capabilities, int parameterCount, int @Nullable [] boundTypes, BitSet longData) {
        int statementId = statementId(in);
        in.skip(5);
        boolean readOnlyCursor = (in.peek() & CURSOR_TYPE_READ_ONLY) != 0;
        ParameterBlock block = readBlock(in, capabilities, parameterCount);
        int[] types = block.types() != null ? block.types() : earlierTypes(block, parameterCount, boundTypes);
        List<@Nullable Object> values = block.readValues(in, types, longData);
        in.requireEnd();
        return new ComStmtExecute(
                statementId,
                readOnlyCursor,
                values.subList(0, parameterCount),
                block.attributes(values, parameterCount));
    }

    private static int[] earlierTypes(ParameterBlock block, int parameterCount, int @Nullable [] boundTypes) {
        if (boundTypes == null && block.count() == parameterCount && block.isAllNull()) {
            return new int[parameterCount]; // not used: all values are NULL
        }
        if (boundTypes == null || block.count() > parameterCount) {
            throw new ProtocolException("COM_STMT_EXECUTE binds no types, and no earlier execution did");
        }
        return boundTypes;
    }

    /** Reads the fields from the flags up to the values. */
    private static ParameterBlock readBlock(PayloadReader in, long capabilities, int parameterCount) {
        int flags = in.readInt1();
        in.skip(4);
        boolean named = Capability.has(capabilities, CLIENT_QUERY_ATTRIBUTES);
        boolean counted = named && (flags & PARAMETER_COUNT_AVAILABLE) != 0;
        if (named && !counted && parameterCount > 0) {
            throw new ProtocolException("COM_STMT_EXECUTE lacks PARAMETER_COUNT_AVAILABLE");
        }
        int count = counted ? ParameterBlock.readCount(in) : parameterCount;
        if (count < parameterCount) {
            throw new ProtocolException(
                    "COM_STMT_EXECUTE has " + count + " of the statement's " + parameterCount + " parameters");
        }
        return ParameterBlock.decode(in, count, named);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ComStmtExecute that
                && statementId == that.statementId
                && readOnlyCursor == that.readOnlyCursor
                && Arrays.deepEquals(parameters.toArray(), that.parameters.toArray())
                && attributes.equals(that.attributes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(statementId, readOnlyCursor, Arrays.deepHashCode(parameters.toArray()), attributes);
    }

    @Override
    public String toString() {
        return "ComStmtExecute[statementId=" + Integer.toUnsignedString(statementId) + ", readOnlyCursor="
                + readOnlyCursor + ", " + parameters.size() + " parameters, " + attributes.size() + " attributes]";
    }
}
