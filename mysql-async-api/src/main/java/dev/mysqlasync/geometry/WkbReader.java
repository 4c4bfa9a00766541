package dev.mysqlasync.geometry;

import dev.mysqlasync.geometry.Geometry.GeometryCollection;
import dev.mysqlasync.geometry.Geometry.LineString;
import dev.mysqlasync.geometry.Geometry.MultiLineString;
import dev.mysqlasync.geometry.Geometry.MultiPoint;
import dev.mysqlasync.geometry.Geometry.MultiPolygon;
import dev.mysqlasync.geometry.Geometry.Point;
import dev.mysqlasync.geometry.Geometry.Polygon;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads an SRID and WKB. What is allocated follows the bytes that are there, never a count: parts within parts may claim the same
 * bytes over and over.
 */
final class WkbReader {

    private static final int DEEPEST = 32;

    /** So many parts are allocated for at once. */
    private static final int FEW = 16;

    /** The least that a ring can be: without a position it would be a hole that is nowhere. */
    private static final int RING_SIZE = Integer.BYTES + WkbCode.POSITION_SIZE;

    private final ByteBuffer in;
    private final int srid;
    private int depth;

    private WkbReader(ByteBuffer in, int srid) {
        this.in = in;
        this.srid = srid;
    }

    static Geometry read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        require(bytes.length >= Integer.BYTES, "the bytes end before the SRID does");
        Geometry geometry = new WkbReader(in, in.getInt()).geometry();
        require(!in.hasRemaining(), in.remaining() + " bytes behind the geometry");
        return geometry;
    }

    private Geometry geometry() {
        int kind = kind();
        return switch (kind) {
            case WkbCode.POINT -> point();
            case WkbCode.LINE_STRING -> lineString();
            case WkbCode.POLYGON -> polygon();
            case WkbCode.MULTI_POINT -> new MultiPoint(srid, parts(WkbCode.POINT, this::point));
            case WkbCode.MULTI_LINE_STRING -> new MultiLineString(srid, parts(WkbCode.LINE_STRING, this::lineString));
            case WkbCode.MULTI_POLYGON -> new MultiPolygon(srid, parts(WkbCode.POLYGON, this::polygon));
            case WkbCode.GEOMETRY_COLLECTION -> collection();
            default ->
                throw new IllegalArgumentException(
                        "geometries of WKB's kind " + Integer.toUnsignedString(kind) + " are not known");
        };
    }

    /** Reads the header, which sets the byte order for what follows. */
    private int kind() {
        require(in.remaining() >= WkbCode.HEADER_SIZE, "the bytes end before a geometry's kind does");
        byte order = in.get();
        require(
                order == WkbCode.BIG_ENDIAN || order == WkbCode.LITTLE_ENDIAN,
                "a byte order of " + order + ", which is neither 0 nor 1");
        in.order(order == WkbCode.BIG_ENDIAN ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        return in.getInt();
    }

    private Point point() {
        require(in.remaining() >= WkbCode.POSITION_SIZE, "the bytes end before a point does");
        return new Point(srid, in.getDouble(), in.getDouble());
    }

    private LineString lineString() {
        return new LineString(srid, repeated(WkbCode.POSITION_SIZE, this::point));
    }

    private Polygon polygon() {
        return new Polygon(srid, repeated(RING_SIZE, this::lineString));
    }

    private <G extends Geometry> List<G> parts(int kind, Supplier<G> part) {
        return repeated(WkbCode.HEADER_SIZE, () -> {
            int found = kind();
            require(found == kind, "a part of kind " + found + " where all are of kind " + kind);
            return part.get();
        });
    }

    private GeometryCollection collection() {
        require(++depth <= DEEPEST, "geometry collections more than " + DEEPEST + " deep");
        List<Geometry> geometries = repeated(WkbCode.HEADER_SIZE, this::geometry);
        depth--;
        return new GeometryCollection(srid, geometries);
    }

    /** Reads a count and so many parts, all in the byte order that holds where the count is. */
    private <G> List<G> repeated(int leastSize, Supplier<G> part) {
        require(in.remaining() >= Integer.BYTES, "the bytes end before a count does");
        ByteOrder order = in.order();
        int count = in.getInt();
        require(count >= 0 && count <= in.remaining() / leastSize, "a count of parts that are not all there");
        List<G> parts = new ArrayList<>(Math.min(count, FEW));
        for (int i = 0; i < count; i++) {
            parts.add(part.get());
            in.order(order);
        }
        return parts;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
