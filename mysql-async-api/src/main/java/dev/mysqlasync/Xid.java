package dev.mysqlasync;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The name of an XA transaction, which its transaction manager gives.
 *
 * @param globalId the {@code gtrid}: which global transaction, 1 to 64 bytes
 * @param branch the {@code bqual}: which branch of it, at most 64 bytes
 * @param formatId who made up the other two, from 0 to 2<sup>32</sup> - 1; MySQL's default is 1
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/xa-statements.html">XA Transaction SQL Statements</a>
 */
@SuppressWarnings({
    "exports", // @Nullable is for tools; who compiles against this needs no JSpecify
    "ArrayRecordComponent" // the arrays are copied on their way in and out, and compared by content
})
public record Xid(byte[] globalId, byte[] branch, long formatId) {

    /** How many bytes the global id may have, and the branch, too. */
    public static final int MAX_LENGTH = 64;

    /**
     * Copies the arrays.
     *
     * @throws IllegalArgumentException if one is too long, the global id is empty, or the format id is out of range
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

    /** With format id 1, as MySQL has it when none is given. */
    public static Xid of(byte[] globalId, byte[] branch) {
        return new Xid(globalId, branch, 1);
    }

    /** A copy. */
    @Override
    public byte[] globalId() {
        return globalId.clone();
    }

    /** A copy. */
    @Override
    public byte[] branch() {
        return branch.clone();
    }

    /** As SQL has it, in hexadecimal: {@code X'6131',X'62',1}. */
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
