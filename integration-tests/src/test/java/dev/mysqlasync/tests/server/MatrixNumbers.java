package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.server.MatrixForm.BIT;
import static dev.mysqlasync.tests.server.MatrixForm.DECIMAL;
import static dev.mysqlasync.tests.server.MatrixForm.DOUBLE;
import static dev.mysqlasync.tests.server.MatrixForm.FLOAT;
import static dev.mysqlasync.tests.server.MatrixForm.INTEGER;
import static dev.mysqlasync.tests.server.MatrixForm.UNSIGNED;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Numeric types and bits. */
final class MatrixNumbers {

    private static final int RANDOM_VALUES = 8;

    private MatrixNumbers() {}

    static List<MatrixColumn> columns() {
        return Stream.of(integers(), decimals(), floatings(), bits())
                .flatMap(List::stream)
                .toList();
    }

    private static List<MatrixColumn> integers() {
        List<MatrixColumn> columns = new ArrayList<>();
        String[] names = {"TINYINT", "SMALLINT", "MEDIUMINT", "INT", "BIGINT"};
        int[] bits = {8, 16, 24, 32, 64};
        for (int i = 0; i < names.length; i++) {
            BigInteger half = BigInteger.ONE.shiftLeft(bits[i] - 1);
            columns.add(integer(names[i], half.negate(), half, bits[i]));
            columns.add(integer(names[i] + " UNSIGNED", BigInteger.ZERO, half.shiftLeft(1), bits[i]));
        }
        columns.add(new MatrixColumn("TINYINT(1)", INTEGER, List.of("0", "1", "-128", "127")));
        columns.add(new MatrixColumn("INT(6) ZEROFILL", UNSIGNED, List.of("0", "42", "4294967295")));
        columns.add(new MatrixColumn("BIGINT(20) ZEROFILL", UNSIGNED, List.of("0", "7", "18446744073709551615")));
        columns.add(new MatrixColumn("YEAR", UNSIGNED, List.of("0000", "1901", "2155", "2024")));
        return columns;
    }

    private static MatrixColumn integer(String type, BigInteger least, BigInteger limit, int bits) {
        SplittableRandom random = new SplittableRandom(bits);
        List<String> literals = new ArrayList<>();
        Stream.of(least, limit.subtract(BigInteger.ONE), BigInteger.ZERO, BigInteger.ONE)
                .forEach(value -> literals.add(value.toString()));
        for (int i = 0; i < RANDOM_VALUES; i++) {
            BigInteger value = new BigInteger(Long.toUnsignedString(random.nextLong()));
            literals.add(value.mod(limit.subtract(least)).add(least).toString());
        }
        return new MatrixColumn(type, type.endsWith("UNSIGNED") ? UNSIGNED : INTEGER, literals);
    }

    private static List<MatrixColumn> decimals() {
        return List.of(
                decimal(1, 0),
                decimal(5, 5),
                decimal(10, 2),
                decimal(38, 10),
                decimal(65, 0),
                decimal(65, 30),
                new MatrixColumn("DECIMAL(8,2) UNSIGNED ZEROFILL", DECIMAL, List.of("0", "12.3", "999999.99")));
    }

    private static MatrixColumn decimal(int precision, int scale) {
        SplittableRandom random = new SplittableRandom(precision * 100L + scale);
        BigInteger nines = BigInteger.TEN.pow(precision).subtract(BigInteger.ONE);
        List<String> literals = new ArrayList<>();
        Stream.of(nines.negate(), nines, BigInteger.ZERO, BigInteger.ONE, BigInteger.ONE.negate())
                .forEach(digits -> literals.add(new BigDecimal(digits, scale).toPlainString()));
        for (int i = 0; i < RANDOM_VALUES; i++) {
            StringBuilder digits = new StringBuilder(i % 2 == 0 ? "" : "-");
            random.ints(1 + random.nextInt(precision), 0, 10).forEach(digits::append);
            literals.add(new BigDecimal(new BigInteger(digits.toString()), scale).toPlainString());
        }
        return new MatrixColumn("DECIMAL(" + precision + "," + scale + ")", DECIMAL, literals);
    }

    private static List<MatrixColumn> floatings() {
        SplittableRandom random = new SplittableRandom(1);
        List<String> floats = new ArrayList<>(
                List.of("0", "1", "-1.5", "16777216", "3.402823466e38", "-3.402823466e38", "1.17549435e-38", "1e-5"));
        List<String> doubles = new ArrayList<>(List.of(
                "0",
                "0.1",
                "-1.5",
                "1e15",
                "123456789012345680",
                "1.7976931348623157e308",
                "-1.7976931348623157e308",
                "2.2250738585072014e-308",
                "1e-5",
                "0.0001"));
        for (int i = 0; i < RANDOM_VALUES; i++) {
            int exponent = random.nextInt(-30, 30);
            floats.add((float) (random.nextDouble(-1, 1) * Math.pow(10, exponent)) + "e0");
            doubles.add(random.nextDouble(-1, 1) * Math.pow(10, exponent) + "e0");
        }
        floats.replaceAll(MatrixNumbers::oneExponent);
        doubles.replaceAll(MatrixNumbers::oneExponent);
        return List.of(
                new MatrixColumn("FLOAT", FLOAT, floats),
                new MatrixColumn("DOUBLE", DOUBLE, doubles),
                new MatrixColumn("DOUBLE(10,3)", DOUBLE, List.of("0", "1.5", "-9999999.999", "0.001")));
    }

    /** A literal of a number that Java may have written with an exponent of its own. */
    private static String oneExponent(String literal) {
        return literal.contains("E") ? literal.replace("e0", "") : literal;
    }

    private static List<MatrixColumn> bits() {
        return IntStream.rangeClosed(1, 64).mapToObj(MatrixNumbers::bit).toList();
    }

    private static MatrixColumn bit(int length) {
        String random = Long.toBinaryString(new SplittableRandom(length).nextLong() >>> (64 - length));
        return new MatrixColumn(
                "BIT(" + length + ")",
                BIT,
                List.of("b'0'", "b'1'", "b'" + "1".repeat(length) + "'", "b'" + random + "'"));
    }
}
