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
 * Reads an SRID and WKB. Memory is allocated for the bytes that are there, never for a count: nested parts can claim the same
 * bytes many times.
 */
final class WkbReader {

    private static final int DEEPEST = 32;

    /** The most parts that memory is reserved for ahead. */
    private static final int FEW = 16;

    /** The smallest size of a ring, in bytes: it has a position at least. */
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
        require(!in.hasRemaining(), in.remaining() + " bytes follow the geometry");
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
                throw new IllegalArgumentException("WKB's kind " + Integer.toUnsignedString(kind) + " is not known");
        };
    }

    /** Reads a header, and takes on its byte order for the bytes that follow. */
    private int kind() {
        require(in.remaining() >= WkbCode.HEADER_SIZE, "the bytes end before a geometry's kind does");
        byte order = in.get();
        require(
                order == WkbCode.BIG_ENDIAN || order == WkbCode.LITTLE_ENDIAN,
                "the byte order is " + order + ", neither 0 nor 1");
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
            require(found == kind, "a part is of kind " + found + ", where all must be of kind " + kind);
            return part.get();
        });
    }

    private GeometryCollection collection() {
        require(++depth <= DEEPEST, "geometry collections are nested more than " + DEEPEST + " deep");
        List<Geometry> geometries = repeated(WkbCode.HEADER_SIZE, this::geometry);
        depth--;
        return new GeometryCollection(srid, geometries);
    }

    /** Reads a count and that many parts, each in the byte order of the count. */
    private <G> List<G> repeated(int leastSize, Supplier<G> part) {
        require(in.remaining() >= Integer.BYTES, "the bytes end before a count does");
        ByteOrder order = in.order();
        int count = in.getInt();
        require(count >= 0 && count <= in.remaining() / leastSize, "the bytes end before the counted parts do");
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
