package dev.mysqlasync.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Runs a prepared INSERT, UPDATE, DELETE or REPLACE once for each of many rows of parameters; answered by one OK or ERR
 * for all of them, or by {@link ResultSetHeader}. MariaDB only, with
 * {@link Capability#MARIADB_CLIENT_STMT_BULK_OPERATIONS}.
 *
 * @param statementId the number that {@link PrepareOk} gave
 * @param unitResults whether the answer is a result with a row for each row of parameters, its insert id and the number
 *     of rows it affected; needs {@link Capability#MARIADB_CLIENT_BULK_UNIT_RESULTS}
 * @param rows the parameters, at least one row of them
 * @see <a href="https://mariadb.com/kb/en/com_stmt_bulk_execute/">COM_STMT_BULK_EXECUTE</a>
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public record ComStmtBulkExecute(int statementId, boolean unitResults, BulkRows rows) implements ClientCommand {

    /** The length in bytes of what is before the types and rows. */
    static final int HEAD = 7;

    private static final int SEND_UNIT_RESULTS = 64;
    private static final int SEND_TYPES_TO_SERVER = 128;

    public ComStmtBulkExecute {
        if (rows.count() == 0) {
            throw new IllegalArgumentException("no rows");
        }
    }

    @Override
    public void encode(PayloadWriter out, long capabilities) {
        out.writeInt1(CommandByte.COM_STMT_BULK_EXECUTE)
                .writeInt4(statementId)
                .writeInt2(SEND_TYPES_TO_SERVER | (unitResults ? SEND_UNIT_RESULTS : 0));
        rows.encode(out);
    }

    /** The statement's number, read ahead: {@code in} stays before the command. */
    public static int statementId(PayloadReader in) {
        PayloadReader ahead = new PayloadReader(in.buffer(), in.position(), in.end());
        PacketHeader.expect(ahead, CommandByte.COM_STMT_BULK_EXECUTE, "COM_STMT_BULK_EXECUTE");
        return (int) ahead.readInt4();
    }

    /**
     * The types that this execution binds, one per parameter, read ahead: {@code in} stays before the command.
     *
     * @param parameterCount how many parameters the statement has
     * @return null when the types of an earlier execution hold
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
     * @param parameterCount how many parameters the statement has
     * @param boundTypes their types as an earlier execution bound them, see {@link #newTypes}; null for none
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
            throw new ProtocolException("COM_STMT_BULK_EXECUTE relies on types that were not bound before");
        }
        return new ComStmtBulkExecute(statementId, unitResults, BulkRows.decode(in, boundTypes));
    }

    @Override
    public String toString() {
        return "ComStmtBulkExecute[statementId=" + Integer.toUnsignedString(statementId) + ", unitResults="
                + unitResults + ", rows=" + rows + "]";
    }
}
