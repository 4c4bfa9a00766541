package dev.mysqlasync.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The definition of a resultset's column or of a prepared statement's parameter.
 *
 * @param catalog always {@code def} so far
 * @param schema the schema's name
 * @param table the table's name or alias
 * @param orgTable the table's name without alias
 * @param name the column's name or alias
 * @param orgName the column's name without alias
 * @param extendedType MariaDB's name of a type that has no code of its own, such as {@code uuid}; null for none
 * @param extendedFormat MariaDB's name of the format of the text, such as {@code json}; null for none
 * @param collation the collation's id; {@value #BINARY_COLLATION} for binary strings
 * @param length the maximum length of a value in bytes, 0 to 2^32-1
 * @param type a code of {@link ColumnType}
 * @param flags bits of {@link ColumnFlag}
 * @param decimals the number of decimals; 31 (MariaDB also 39) if it is not fixed
 * @see <a
 *     href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query_response_text_resultset_column_definition.html">Column
 *     Definition</a>
 * @see <a href="https://mariadb.com/kb/en/result-set-packets/#column-definition-packet">MariaDB's column definition</a>
 */
@SuppressWarnings("exports") // users need no JSpecify to compile
public record ColumnDefinition41(
        String catalog,
        String schema,
        String table,
        String orgTable,
        String name,
        String orgName,
        @Nullable String extendedType,
        @Nullable String extendedFormat,
        int collation,
        long length,
        int type,
        int flags,
        int decimals) {

    /** The id of the collation {@code binary}. */
    public static final int BINARY_COLLATION = 63;

    /**
     * Memory of a definition besides its strings: the objects, the string headers, and what layouts and the API add per
     * column.
     */
    private static final int FIXED_BYTES = 400;

    private static final int FIXED_LENGTH = 0x0C;
    private static final int EXTENDED_TYPE = 0;
    private static final int EXTENDED_FORMAT = 1;

    public static ColumnDefinition41 decode(PayloadReader in, long capabilities) {
        String catalog = in.readLenencString();
        String schema = in.readLenencString();
        String table = in.readLenencString();
        String orgTable = in.readLenencString();
        String name = in.readLenencString();
        String orgName = in.readLenencString();
        Extended extended = decodeExtended(in, capabilities);
        checkFixedLength(in);
        ColumnDefinition41 definition = new ColumnDefinition41(
                catalog,
                schema,
                table,
                orgTable,
                name,
                orgName,
                extended.type,
                extended.format,
                in.readInt2(),
                in.readInt4(),
                in.readInt1(),
                in.readInt2(),
                in.readInt1());
        in.skip(2);
        in.requireEnd();
        return definition;
    }

    private static Extended decodeExtended(PayloadReader in, long capabilities) {
        if (!Capability.has(capabilities, Capability.MARIADB_CLIENT_EXTENDED_METADATA)) {
            return new Extended(null, null);
        }
        String type = null;
        String format = null;
        PayloadReader block = in.slice(in.readLength());
        while (block.hasRemaining()) {
            int kind = block.readInt1();
            String text = block.readLenencString();
            type = kind == EXTENDED_TYPE ? text : type;
            format = kind == EXTENDED_FORMAT ? text : format;
        }
        return new Extended(type, format);
    }

    private static void checkFixedLength(PayloadReader in) {
        long length = in.readLenenc();
        if (length != FIXED_LENGTH) {
            throw new ProtocolException("a column definition's fixed-length fields take "
                    + Long.toUnsignedString(length) + " bytes instead of " + FIXED_LENGTH);
        }
    }

    public void encode(PayloadWriter out, long capabilities) {
        out.writeLenencString(catalog)
                .writeLenencString(schema)
                .writeLenencString(table)
                .writeLenencString(orgTable)
                .writeLenencString(name)
                .writeLenencString(orgName);
        if (Capability.has(capabilities, Capability.MARIADB_CLIENT_EXTENDED_METADATA)) {
            encodeExtended(out);
        }
        out.writeLenenc(FIXED_LENGTH)
                .writeInt2(collation)
                .writeInt4(length)
                .writeInt1(type)
                .writeInt2(flags)
                .writeInt1(decimals)
                .writeZeros(2);
    }

    private void encodeExtended(PayloadWriter out) {
        PayloadWriter block = new PayloadWriter();
        if (extendedType != null) {
            block.writeInt1(EXTENDED_TYPE).writeLenencString(extendedType);
        }
        if (extendedFormat != null) {
            block.writeInt1(EXTENDED_FORMAT).writeLenencString(extendedFormat);
        }
        out.writeLenenc(block.size()).writeBytes(block.buffer(), 0, block.size());
    }

    /** Whether every flag of {@code flags} is set. */
    public boolean has(int flags) {
        return (this.flags & flags) == flags;
    }

    /** An estimate of the memory that the definition and the objects made from it take, in bytes. */
    public int bytes() {
        int texts = catalog.length()
                + schema.length()
                + table.length()
                + orgTable.length()
                + name.length()
                + orgName.length();
        return FIXED_BYTES + texts;
    }

    public boolean isUnsigned() {
        return has(ColumnFlag.UNSIGNED_FLAG);
    }

    /** Whether the collation is {@code binary}: a binary string, or a number or temporal value on some servers. */
    public boolean isBinary() {
        return collation == BINARY_COLLATION;
    }

    /** The type's name in SQL, without length: {@code INT UNSIGNED}, {@code VARCHAR}, {@code JSON}. */
    public String sqlTypeName() {
        return SqlTypeName.of(this);
    }

    private record Extended(@Nullable String type, @Nullable String format) {}
}
