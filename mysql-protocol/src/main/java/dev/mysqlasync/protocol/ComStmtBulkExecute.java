package dev.mysqlasync.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Executes a prepared INSERT, UPDATE, DELETE or REPLACE once for each row of parameters. The server answers with one OK
 * or ERR for all rows, or with {@link ResultSetHeader}. MariaDB only, with
 * {@link Capability#MARIADB_CLIENT_STMT_BULK_OPERATIONS}.
 *
 * @param statementId the statement id from {@link PrepareOk}
 * @param unitResults whether the answer is a resultset with the insert id and the affected rows of each row of
 *     parameters; needs {@link Capability#MARIADB_CLIENT_BULK_UNIT_RESULTS}
 * @param rows the parameters, at least one row
 * @see <a href="https://mariadb.com/kb/en/com_stmt_bulk_execute/">COM_STMT_BULK_EXECUTE</a>
 */
@SuppressWarnings("exports") // users need no JSpecify to compile
public record ComStmtBulkExecute(int statementId, boolean unitResults, BulkRows rows) implements ClientCommand {

    /** The length of the fields before types and rows, in bytes. */
    static final int HEAD = 7;

    private static final int SEND_UNIT_RESULTS = 64;
    private static final int SEND_TYPES_TO_SERVER = 128;

    public ComStmtBulkExecute {
        if (rows.count() == 0) {
            throw new IllegalArgumentException("a bulk execution needs at least one row");
        }
    }

    @Override
    public void encode(PayloadWriter out, long capabilities) {
        out.writeInt1(CommandByte.COM_STMT_BULK_EXECUTE)
                .writeInt4(statementId)
                .writeInt2(SEND_TYPES_TO_SERVER | (unitResults ? SEND_UNIT_RESULTS : 0));
        rows.encode(out);
    }

    /** Returns the statement id without moving {@code in}, which must be at the start of the payload. */
    public static int statementId(PayloadReader in) {
        PayloadReader ahead = new PayloadReader(in.buffer(), in.position(), in.end());
        PacketHeader.expect(ahead, CommandByte.COM_STMT_BULK_EXECUTE, "COM_STMT_BULK_EXECUTE");
        return (int) ahead.readInt4();
    }

    /**
     * Returns the parameter types that this command binds, without moving {@code in}, which must be at the start of the
     * payload.
     *
     * @param parameterCount the number of the statement's parameters
     * @return null if the command binds no types: those of an earlier execution apply
     */
    public static int @Nullable [] newTypes(PayloadReader in, int parameterCount) {
        PayloadReader ahead = new PayloadReader(in.buffer(), in.position(), in.end());
        ahead.skip(Byte.BYTES + Integer.BYTES);
        boolean bound = (ahead.readInt2() & SEND_TYPES_TO_SERVER) != 0;
        return bound ? BulkRows.readTypes(ahead, parameterCount) : null;
    }

    /**
     * Reads the command.
     *
     * @param parameterCount the number of the statement's parameters
     * @param boundTypes the types bound by an earlier execution, see {@link #newTypes}; null for none
     * @throws ProtocolException if the packet is malformed, or binds no types and {@code boundTypes} is null
     */
    public static ComStmtBulkExecute decode(PayloadReader in, int parameterCount, int @Nullable [] boundTypes) {
        int statementId = statementId(in);
        in.skip(Byte.BYTES + Integer.BYTES);
        int flags = in.readInt2();
        boolean unitResults = (flags & SEND_UNIT_RESULTS) != 0;
        if ((flags & SEND_TYPES_TO_SERVER) != 0) {
            return new ComStmtBulkExecute(statementId, unitResults, BulkRows.decode(in, parameterCount));
        }
        if (boundTypes == null) {
            throw new ProtocolException("COM_STMT_BULK_EXECUTE binds no types, and no earlier execution did");
        }
        return new ComStmtBulkExecute(statementId, unitResults, BulkRows.decode(in, boundTypes));
    }

    @Override
    public String toString() {
        return "ComStmtBulkExecute[statementId=" + Integer.toUnsignedString(statementId) + ", unitResults="
                + unitResults + ", rows=" + rows + "]";
    }
}
