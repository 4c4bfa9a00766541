package dev.mysqlasync.tests.server;

import dev.mysqlasync.tests.TestServer;
import java.util.ArrayList;
import java.util.List;

/**
 * A type of a column, and values of it.
 *
 * @param type the type in SQL
 * @param form how its values are shown
 * @param literals the values in SQL: the least, the greatest, zero or empty, and random ones
 */
record MatrixColumn(String type, MatrixForm form, List<String> literals) {

    /** Every type that the server has. */
    static List<MatrixColumn> of(TestServer server) {
        boolean mariaDb = server.isMariaDb();
        List<MatrixColumn> columns = new ArrayList<>(MatrixNumbers.columns());
        columns.addAll(MatrixTimes.columns());
        columns.addAll(MatrixStrings.columns());
        columns.addAll(MatrixGeometries.columns(mariaDb));
        if (server.hasVectors()) {
            columns.add(vector(mariaDb));
        }
        if (mariaDb) {
            columns.addAll(mariaDbs());
        }
        return columns;
    }

    private static MatrixColumn vector(boolean mariaDb) {
        String function = mariaDb ? "VEC_FromText" : "STRING_TO_VECTOR";
        return new MatrixColumn(
                "VECTOR(3)",
                MatrixForm.VECTOR,
                List.of(
                        function + "('[0,0,0]')",
                        function + "('[1,2.5,-3]')",
                        function + "('[1e18,-1e18,1.2e-38]')",
                        function + "('[0.1,0.2,0.3]')"));
    }

    private static List<MatrixColumn> mariaDbs() {
        return List.of(
                new MatrixColumn(
                        "UUID",
                        MatrixForm.UUID,
                        List.of(
                                "'00000000-0000-0000-0000-000000000000'",
                                "'ffffffff-ffff-ffff-ffff-ffffffffffff'",
                                "'123e4567-e89b-12d3-a456-426655440000'")),
                new MatrixColumn("INET4", MatrixForm.INET, List.of("'0.0.0.0'", "'255.255.255.255'", "'192.168.1.20'")),
                new MatrixColumn(
                        "INET6",
                        MatrixForm.INET,
                        List.of(
                                "'::'",
                                "'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'",
                                "'::ffff:1.2.3.4'",
                                "'::1.2.3.4'",
                                "'2001:db8::ff00:42:8329'")));
    }

    @Override
    public String toString() {
        return type;
    }
}
