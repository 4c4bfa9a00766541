package dev.mysqlasync;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The ID of an XA transaction, which the transaction manager chooses.
 *
 * @param globalId the global transaction ID ({@code gtrid}), 1 to 64 bytes
 * @param branch the branch qualifier ({@code bqual}), 0 to 64 bytes
 * @param formatId the format of the other two, from 0 to 2<sup>32</sup> - 1; MySQL's default is 1
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/xa-statements.html">MySQL Reference Manual, XA Transaction SQL
 *     Statements</a>
 */
@SuppressWarnings({
    "exports", // @Nullable is for tools; users compile without JSpecify
    "ArrayRecordComponent" // the arrays are copied in and out, and compared by content
})
public record Xid(byte[] globalId, byte[] branch, long formatId) {

    /** The maximum length of the global ID, and of the branch qualifier, in bytes. */
    public static final int MAX_LENGTH = 64;

    /**
     * Copies the arrays.
     *
     * @throws IllegalArgumentException if an array is too long, the global ID is empty, or the format ID is out of
     *     range
     */
    public Xid {
        if (globalId.length < 1 || globalId.length > MAX_LENGTH || branch.length > MAX_LENGTH) {
            throw new IllegalArgumentException("an XID has 1 to 64 bytes of global id and 0 to 64 of branch, not "
                    + globalId.length + " and " + branch.length);
        }
        if (formatId < 0 || formatId > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("an XID's format id is from 0 to 2^32 - 1, not " + formatId);
        }
        globalId = globalId.clone();
        branch = branch.clone();
    }

    /** An ID with the format ID 1, MySQL's default. */
    public static Xid of(byte[] globalId, byte[] branch) {
        return new Xid(globalId, branch, 1);
    }

    /** A copy of the global transaction ID. */
    @Override
    public byte[] globalId() {
        return globalId.clone();
    }

    /** A copy of the branch qualifier. */
    @Override
    public byte[] branch() {
        return branch.clone();
    }

    /** The ID as SQL writes it, in hexadecimal: {@code X'6131',X'62',1}. */
    public String sql() {
        HexFormat hex = HexFormat.of();
        return "X'" + hex.formatHex(globalId) + "',X'" + hex.formatHex(branch) + "'," + formatId;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Xid xid
                && Arrays.equals(globalId, xid.globalId)
                && Arrays.equals(branch, xid.branch)
                && formatId == xid.formatId;
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(globalId), Arrays.hashCode(branch), formatId);
    }

    @Override
    public String toString() {
        return "Xid[" + sql() + "]";
    }
}
