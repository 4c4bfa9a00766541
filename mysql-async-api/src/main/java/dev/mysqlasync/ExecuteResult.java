package dev.mysqlasync;

import java.math.BigInteger;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a statement without rows did.
 *
 * @param affectedRows the rows changed, or the rows found where the found-rows option is on
 * @param lastInsertId the first AUTO_INCREMENT value generated, 0 if none; an unsigned 64-bit number, negative as a
 *     {@code long} from 2<sup>63</sup> on: see {@link #unsignedLastInsertId} and {@link Long#toUnsignedString(long)}
 * @param warningCount the number of warnings, which {@code SHOW WARNINGS} lists; servers stop counting at 65535
 * @param info the server's remark, such as {@code Rows matched: 3  Changed: 2  Warnings: 0}; often empty
 */
public record ExecuteResult(long affectedRows, long lastInsertId, int warningCount, String info) implements Result {

    private static final Pattern OF_UPDATE = Pattern.compile("Rows matched: (\\d{1,18})\\s+Changed: (\\d{1,18})\\b.*");

    /**
     * How many rows an UPDATE found, as {@link #info} tells it; empty for other statements, and where the server says
     * it in another language.
     */
    public OptionalLong matchedRows() {
        return ofUpdate(1);
    }

    /** How many rows an UPDATE really changed; known where {@link #matchedRows} is. */
    public OptionalLong changedRows() {
        return ofUpdate(2);
    }

    private OptionalLong ofUpdate(int figure) {
        Matcher matcher = OF_UPDATE.matcher(info);
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(figure))) : OptionalLong.empty();
    }

    /** {@link #lastInsertId} as the unsigned number it is. */
    public BigInteger unsignedLastInsertId() {
        return new BigInteger(Long.toUnsignedString(lastInsertId));
    }
}
