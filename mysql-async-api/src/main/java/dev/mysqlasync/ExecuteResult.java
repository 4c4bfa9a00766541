package dev.mysqlasync;

/**
 * What a statement without rows did.
 *
 * @param affectedRows the rows changed, or the rows found where the found-rows option is on
 * @param lastInsertId the first AUTO_INCREMENT value generated, 0 if none; an unsigned 64-bit number, negative as a
 *     {@code long} from 2<sup>63</sup> on
 * @param warningCount the number of warnings, which {@code SHOW WARNINGS} lists; servers stop counting at 65535
 * @param info the server's remark, such as {@code Rows matched: 3  Changed: 2  Warnings: 0}; often empty
 */
public record ExecuteResult(long affectedRows, long lastInsertId, int warningCount, String info) implements Result {}
