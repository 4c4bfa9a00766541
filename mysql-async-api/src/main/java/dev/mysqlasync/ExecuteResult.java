package dev.mysqlasync;

import java.math.BigInteger;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The result of a statement that returns no rows.
 *
 * @param affectedRows the number of changed rows; with the option {@code foundRows}, an UPDATE counts the rows it
 *     matched
 * @param lastInsertId the first AUTO_INCREMENT value that the statement generated; 0 if there is none. It is an
 *     unsigned 64-bit number, so a {@code long} of 2<sup>63</sup> or more is negative; see
 *     {@link #unsignedLastInsertId} and {@link Long#toUnsignedString(long)}
 * @param warningCount the number of warnings, which {@link MySqlConnection#warnings} lists; servers stop counting at
 *     65535
 * @param info the server's info string, such as {@code Rows matched: 3  Changed: 2  Warnings: 0}; often empty
 */
public record ExecuteResult(long affectedRows, long lastInsertId, int warningCount, String info) implements Result {

    private static final Pattern OF_UPDATE = Pattern.compile("Rows matched: (\\d{1,18})\\s+Changed: (\\d{1,18})\\b.*");

    /**
     * The number of rows that an UPDATE matched, read from {@link #info}. Empty for other statements, and if the server
     * writes the text in another language.
     */
    public OptionalLong matchedRows() {
        return ofUpdate(1);
    }

    /** The number of rows that an UPDATE changed. Present whenever {@link #matchedRows} is. */
    public OptionalLong changedRows() {
        return ofUpdate(2);
    }

    private OptionalLong ofUpdate(int figure) {
        Matcher matcher = OF_UPDATE.matcher(info);
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(figure))) : OptionalLong.empty();
    }

    /** {@link #lastInsertId} as an unsigned number. */
    public BigInteger unsignedLastInsertId() {
        return new BigInteger(Long.toUnsignedString(lastInsertId));
    }
}
