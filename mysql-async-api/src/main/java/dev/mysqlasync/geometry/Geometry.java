package dev.mysqlasync.geometry;

import java.util.List;

/**
 * A value of a spatial type: a shape in the plane, or on the ellipsoid of its spatial reference system. Immutable and
 * thread-safe.
 *
 * <p>Coordinates are those that the server stores. For a geographic reference system such as 4326, {@code x} is the longitude
 * and {@code y} the latitude, in degrees, whatever axis order the system defines. So MySQL's
 * {@code ST_GeomFromText('POINT(1 2)', 4326)} is read as {@code x = 2, y = 1}. MariaDB has no axis order: {@code x} is the
 * first coordinate.
 *
 * <p>All parts must have the SRID of the whole. The server decides what a valid shape is, and refuses a ring that is not closed.
 * There are two dimensions, as in MySQL.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/gis-data-formats.html">Supported spatial data formats</a>
 */
public sealed interface Geometry {

    /** The number of the spatial reference system, unsigned; 0 for the plane without units. */
    int srid();

    /**
     * Reads the server's own format: the SRID in four bytes, little endian, and WKB in either byte order.
     *
     * @throws IllegalArgumentException if the bytes are not exactly one geometry of two dimensions, or if its collections are
     *     nested more than 32 deep
     */
    static Geometry parse(byte[] bytes) {
        return WkbReader.read(bytes);
    }

    /** The server's own format, which can also be sent as a parameter: the SRID and WKB, little endian. */
    default byte[] toBytes() {
        return WkbWriter.write(this);
    }

    /** A position. */
    record Point(int srid, double x, double y) implements Geometry {

        /** A point with SRID 0. */
        public Point(double x, double y) {
            this(0, x, y);
        }

        /** The point as WKT, such as {@code POINT(1 2.5)}. */
        @Override
        public String toString() {
            return WktText.of(this);
        }
    }

    /** A line through its points, in order. */
    record LineString(int srid, List<Point> points) implements Geometry {

        public LineString {
            points = parts(srid, points);
        }

        /** The line as WKT, such as {@code LINESTRING(0 0,1 1)}. */
        @Override
        public String toString() {
            return WktText.of(this);
        }
    }

    /** A surface. The first ring is its border, the others are holes. A ring ends at its first point. */
    record Polygon(int srid, List<LineString> rings) implements Geometry {

        public Polygon {
            rings = parts(srid, rings);
        }

        /** The surface as WKT, such as {@code POLYGON((0 0,1 0,1 1,0 0))}. */
        @Override
        public String toString() {
            return WktText.of(this);
        }
    }

    /** Several points as one value. */
    record MultiPoint(int srid, List<Point> points) implements Geometry {

        public MultiPoint {
            points = parts(srid, points);
        }

        /** The points as WKT, such as {@code MULTIPOINT((0 0),(1 1))}. */
        @Override
        public String toString() {
            return WktText.of(this);
        }
    }

    /** Several lines as one value. */
    record MultiLineString(int srid, List<LineString> lines) implements Geometry {

        public MultiLineString {
            lines = parts(srid, lines);
        }

        /** The lines as WKT, such as {@code MULTILINESTRING((0 0,1 1))}. */
        @Override
        public String toString() {
            return WktText.of(this);
        }
    }

    /** Several surfaces as one value. */
    record MultiPolygon(int srid, List<Polygon> polygons) implements Geometry {

        public MultiPolygon {
            polygons = parts(srid, polygons);
        }

        /** The surfaces as WKT, such as {@code MULTIPOLYGON(((0 0,1 0,1 1,0 0)))}. */
        @Override
        public String toString() {
            return WktText.of(this);
        }
    }

    /** Geometries of any kind as one value; it may be empty. */
    record GeometryCollection(int srid, List<Geometry> geometries) implements Geometry {

        public GeometryCollection {
            geometries = parts(srid, geometries);
        }

        /** The geometries as WKT, such as {@code GEOMETRYCOLLECTION(POINT(1 2))}. */
        @Override
        public String toString() {
            return WktText.of(this);
        }
    }

    private static <G extends Geometry> List<G> parts(int srid, List<G> parts) {
        for (G part : parts) {
            if (part.srid() != srid) {
                throw new IllegalArgumentException("a part with SRID " + Integer.toUnsignedString(part.srid())
                        + " in a geometry with SRID " + Integer.toUnsignedString(srid));
            }
        }
        return List.copyOf(parts);
    }
}
