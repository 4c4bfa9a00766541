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
import java.util.List;

/** Writes an SRID and WKB, little endian. */
final class WkbWriter {

    private final ByteBuffer out;

    private WkbWriter(ByteBuffer out) {
        this.out = out;
    }

    static byte[] write(Geometry geometry) {
        byte[] bytes = new byte[Integer.BYTES + size(geometry)];
        WkbWriter writer = new WkbWriter(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        writer.out.putInt(geometry.srid());
        writer.geometry(geometry);
        return bytes;
    }

    private void geometry(Geometry geometry) {
        if (geometry instanceof Point point) {
            header(WkbCode.POINT);
            position(point);
        } else if (geometry instanceof LineString line) {
            header(WkbCode.LINE_STRING);
            positions(line);
        } else if (geometry instanceof Polygon polygon) {
            header(WkbCode.POLYGON);
            out.putInt(polygon.rings().size());
            polygon.rings().forEach(this::positions);
        } else if (geometry instanceof MultiPoint points) {
            parts(WkbCode.MULTI_POINT, points.points());
        } else if (geometry instanceof MultiLineString lines) {
            parts(WkbCode.MULTI_LINE_STRING, lines.lines());
        } else if (geometry instanceof MultiPolygon polygons) {
            parts(WkbCode.MULTI_POLYGON, polygons.polygons());
        } else {
            parts(WkbCode.GEOMETRY_COLLECTION, ((GeometryCollection) geometry).geometries());
        }
    }

    private void header(int kind) {
        out.put(WkbCode.LITTLE_ENDIAN).putInt(kind);
    }

    private void position(Point point) {
        out.putDouble(point.x()).putDouble(point.y());
    }

    private void positions(LineString line) {
        out.putInt(line.points().size());
        line.points().forEach(this::position);
    }

    private void parts(int kind, List<? extends Geometry> parts) {
        header(kind);
        out.putInt(parts.size());
        parts.forEach(this::geometry);
    }

    /** The size of a geometry with its header, in bytes. */
    private static int size(Geometry geometry) {
        if (geometry instanceof Point) {
            return WkbCode.HEADER_SIZE + WkbCode.POSITION_SIZE;
        }
        int size = WkbCode.HEADER_SIZE + Integer.BYTES;
        if (geometry instanceof LineString line) {
            return Math.addExact(size, Math.multiplyExact(line.points().size(), WkbCode.POSITION_SIZE));
        }
        for (Geometry part : partsOf(geometry)) {
            int headless = geometry instanceof Polygon ? WkbCode.HEADER_SIZE : 0; // a ring has no header
            size = Math.addExact(size, size(part) - headless);
        }
        return size;
    }

    private static List<? extends Geometry> partsOf(Geometry geometry) {
        if (geometry instanceof Polygon polygon) {
            return polygon.rings();
        }
        if (geometry instanceof MultiPoint points) {
            return points.points();
        }
        if (geometry instanceof MultiLineString lines) {
            return lines.lines();
        }
        return geometry instanceof MultiPolygon polygons
                ? polygons.polygons()
                : ((GeometryCollection) geometry).geometries();
    }
}
