package dev.mysqlasync.internal.failure;

import static dev.mysqlasync.ErrorCategory.DATA;
import static dev.mysqlasync.ErrorCategory.INTEGRITY;
import static dev.mysqlasync.ErrorCategory.INTERNAL;
import static dev.mysqlasync.ErrorCategory.NOT_SUPPORTED;
import static dev.mysqlasync.ErrorCategory.OPERATIONAL;
import static dev.mysqlasync.ErrorCategory.PROGRAMMING;

import dev.mysqlasync.ErrorCategory;
import java.util.HashMap;
import java.util.Map;

/**
 * The DB-API category of a server error. The error code decides where the SQLSTATE is misleading or missing; otherwise
 * the SQLSTATE decides.
 */
final class ErrorCategories {

    private static final Map<Integer, ErrorCategory> BY_CODE = new HashMap<>();

    /** By SQLSTATE class, its first two characters. */
    private static final Map<String, ErrorCategory> BY_CLASS = Map.ofEntries(
            Map.entry("07", PROGRAMMING),
            Map.entry("08", OPERATIONAL),
            Map.entry("0A", NOT_SUPPORTED),
            Map.entry("20", PROGRAMMING),
            Map.entry("21", PROGRAMMING),
            Map.entry("22", DATA),
            Map.entry("23", INTEGRITY),
            Map.entry("24", PROGRAMMING),
            Map.entry("25", OPERATIONAL),
            Map.entry("28", OPERATIONAL),
            Map.entry("2F", PROGRAMMING),
            Map.entry("34", PROGRAMMING),
            Map.entry("3D", PROGRAMMING),
            Map.entry("3F", PROGRAMMING),
            Map.entry("40", OPERATIONAL),
            Map.entry("42", PROGRAMMING),
            Map.entry("44", INTEGRITY),
            Map.entry("70", OPERATIONAL));

    static {
        put(DATA, 1230, 1242, 1263, 1264, 1265, 1292, 1365, 1366, 1367, 1406, 1411, 1441, 1526, 1690);
        put(INTEGRITY, 1022, 1048, 1062, 1169, 1215, 1216, 1217, 1364, 1369, 1451, 1452, 1557, 1586, 1761, 3819, 4025);
        put(PROGRAMMING, 1007, 1008, 1110, 1111, 1112, 1113, 1171, 1193, 1210, 1238, 1243, 1390, 1461);
        put(OPERATIONAL, 1044, 1045, 1142, 1143, 1203, 1226, 1227, 1370, 1698);
        put(INTERNAL, 1815);
        put(NOT_SUPPORTED, 1178, 1196, 1235, 1286, 1289, 1295);
    }

    private ErrorCategories() {}

    static ErrorCategory of(int code, String sqlState) {
        ErrorCategory known = BY_CODE.get(code);
        if (known != null) {
            return known;
        }
        String sqlClass = sqlState.length() == 5 ? sqlState.substring(0, 2) : "";
        return BY_CLASS.getOrDefault(sqlClass, code < 1000 ? INTERNAL : OPERATIONAL);
    }

    private static void put(ErrorCategory category, int... codes) {
        for (int code : codes) {
            BY_CODE.put(code, category);
        }
    }
}
