package dev.mysqlasync.geometry;

import dev.mysqlasync.geometry.Geometry.GeometryCollection;
import dev.mysqlasync.geometry.Geometry.LineString;
import dev.mysqlasync.geometry.Geometry.MultiLineString;
import dev.mysqlasync.geometry.Geometry.MultiPoint;
import dev.mysqlasync.geometry.Geometry.MultiPolygon;
import dev.mysqlasync.geometry.Geometry.Point;
import dev.mysqlasync.geometry.Geometry.Polygon;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes geometries as WKT, x before y. */
final class WktText {

    /** Below this, every whole number is exact and is written without an exponent. */
    private static final double PLAIN = 1e15;

    private WktText() {}

    static String of(Geometry geometry) {
        if (geometry instanceof Point point) {
            return "POINT(" + position(point) + ")";
        }
        if (geometry instanceof LineString line) {
            return "LINESTRING" + positions(line);
        }
        if (geometry instanceof Polygon polygon) {
            return "POLYGON" + rings(polygon);
        }
        if (geometry instanceof MultiPoint points) {
            return "MULTIPOINT" + list(points.points(), point -> "(" + position(point) + ")");
        }
        if (geometry instanceof MultiLineString lines) {
            return "MULTILINESTRING" + list(lines.lines(), WktText::positions);
        }
        if (geometry instanceof MultiPolygon polygons) {
            return "MULTIPOLYGON" + list(polygons.polygons(), WktText::rings);
        }
        return "GEOMETRYCOLLECTION" + list(((GeometryCollection) geometry).geometries(), WktText::of);
    }

    private static String rings(Polygon polygon) {
        return list(polygon.rings(), WktText::positions);
    }

    private static String positions(LineString line) {
        return list(line.points(), WktText::position);
    }

    private static String position(Point point) {
        return number(point.x()) + " " + number(point.y());
    }

    private static String number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < PLAIN;
        return whole ? Long.toString((long) value) : Double.toString(value).toLowerCase(Locale.ROOT);
    }

    private static <G> String list(List<G> parts, Function<G, String> text) {
        return parts.isEmpty() ? " EMPTY" : parts.stream().map(text).collect(Collectors.joining(",", "(", ")"));
    }
}
