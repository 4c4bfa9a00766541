package dev.mysqlasync.tests.server;

import static dev.mysqlasync.tests.server.MatrixForm.GEOMETRY;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every kind of geometry. */
final class MatrixGeometries {

    private static final List<String> POINTS = List.of("POINT(0 0)", "POINT(1.5 -2.25)", "POINT(1e300 -1e-300)");
    private static final List<String> LINES = List.of("LINESTRING(0 0,1 1,2 0.5)");
    private static final List<String> POLYGONS =
            List.of("POLYGON((0 0,10 0,10 10,0 10,0 0),(2 2,4 2,4 4,2 2))", "POLYGON((0 0,1 0,1 1,0 0))");
    private static final List<String> MULTI_POINTS = List.of("MULTIPOINT(0 0,1 1)");
    private static final List<String> MULTI_LINES = List.of("MULTILINESTRING((0 0,1 1),(2 2,3 3,4 4))");
    private static final List<String> MULTI_POLYGONS = List.of("MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5)))");
    private static final List<String> COLLECTIONS = List.of(
            "GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(0 0,1 1))",
            "GEOMETRYCOLLECTION(GEOMETRYCOLLECTION(POINT(1 2)),POINT(3 4))",
            "GEOMETRYCOLLECTION EMPTY");

    private MatrixGeometries() {}

    static List<MatrixColumn> columns(boolean mariaDb) {
        List<MatrixColumn> columns = new ArrayList<>();
        columns.add(column("POINT", POINTS));
        columns.add(column("LINESTRING", LINES));
        columns.add(column("POLYGON", POLYGONS));
        columns.add(column("MULTIPOINT", MULTI_POINTS));
        columns.add(column("MULTILINESTRING", MULTI_LINES));
        columns.add(column("MULTIPOLYGON", MULTI_POLYGONS));
        columns.add(column("GEOMETRYCOLLECTION", COLLECTIONS));
        columns.add(column("GEOMETRY", all()));
        columns.add(new MatrixColumn(
                mariaDb ? "GEOMETRY REF_SYSTEM_ID=4326" : "GEOMETRY SRID 4326",
                GEOMETRY,
                List.of("ST_GeomFromText('POINT(1 2)', 4326)", "ST_GeomFromText('LINESTRING(1 2,3 4)', 4326)")));
        return columns;
    }

    private static List<String> all() {
        return Stream.of(POINTS, LINES, POLYGONS, MULTI_POINTS, MULTI_LINES, MULTI_POLYGONS, COLLECTIONS)
                .flatMap(List::stream)
                .toList();
    }

    private static MatrixColumn column(String type, List<String> texts) {
        return new MatrixColumn(
                type,
                GEOMETRY,
                texts.stream().map(text -> "ST_GeomFromText('" + text + "')").toList());
    }
}
