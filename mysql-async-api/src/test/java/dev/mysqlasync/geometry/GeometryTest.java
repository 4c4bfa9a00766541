package dev.mysqlasync.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.geometry.Geometry.GeometryCollection;
import dev.mysqlasync.geometry.Geometry.LineString;
import dev.mysqlasync.geometry.Geometry.MultiLineString;
import dev.mysqlasync.geometry.Geometry.MultiPoint;
import dev.mysqlasync.geometry.Geometry.MultiPolygon;
import dev.mysqlasync.geometry.Geometry.Point;
import dev.mysqlasync.geometry.Geometry.Polygon;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeometryTest {

    private static final LineString LINE = line(0, 0, 1, 1.5);
    private static final Polygon SQUARE =
            new Polygon(0, List.of(line(0, 0, 9, 0, 9, 9, 0, 0), line(1, 1, 2, 1, 2, 2, 1, 1)));

    private static LineString line(double... coordinates) {
        Point[] points = new Point[coordinates.length / 2];
        Arrays.setAll(points, i -> new Point(coordinates[2 * i], coordinates[2 * i + 1]));
        return new LineString(0, List.of(points));
    }

    static Stream<Arguments> geometries() {
        return Stream.of(
                Arguments.of(new Point(1, -2.25), "POINT(1 -2.25)"),
                Arguments.of(new Point(1e300, 1e-7), "POINT(1.0e300 1.0e-7)"),
                Arguments.of(LINE, "LINESTRING(0 0,1 1.5)"),
                Arguments.of(SQUARE, "POLYGON((0 0,9 0,9 9,0 0),(1 1,2 1,2 2,1 1))"),
                Arguments.of(new MultiPoint(0, List.of(new Point(0, 0), new Point(1, 1))), "MULTIPOINT((0 0),(1 1))"),
                Arguments.of(new MultiLineString(0, List.of(LINE, LINE)), "MULTILINESTRING((0 0,1 1.5),(0 0,1 1.5))"),
                Arguments.of(
                        new MultiPolygon(0, List.of(SQUARE)), "MULTIPOLYGON(((0 0,9 0,9 9,0 0),(1 1,2 1,2 2,1 1)))"),
                Arguments.of(
                        new GeometryCollection(0, List.of(new Point(1, 2), new GeometryCollection(0, List.of(LINE)))),
                        "GEOMETRYCOLLECTION(POINT(1 2),GEOMETRYCOLLECTION(LINESTRING(0 0,1 1.5)))"),
                Arguments.of(new GeometryCollection(0, List.of()), "GEOMETRYCOLLECTION EMPTY"));
    }

    @ParameterizedTest
    @MethodSource("geometries")
    void parse_whatToBytesMade_givesTheSame(Geometry geometry, String text) {
        assertThat(Geometry.parse(geometry.toBytes())).isEqualTo(geometry);
    }

    @ParameterizedTest
    @MethodSource("geometries")
    void toString_anyKind_isWkt(Geometry geometry, String text) {
        assertThat(geometry).hasToString(text);
    }

    @ParameterizedTest
    @MethodSource("geometries")
    void parse_bytesCutAnywhere_isRefused(Geometry geometry, String text) {
        byte[] bytes = geometry.toBytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> Geometry.parse(cut)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Geometry.parse(Arrays.copyOf(bytes, bytes.length + 1)))
                .hasMessageContaining("follow the geometry");
    }

    /** As MySQL 9.7 sends POINT(1 2) with SRID 4326. */
    @Test
    void parse_pointOfAGeographicSystem_hasTheLongitudeAsX() {
        byte[] sent = hex("e6100000 01 01000000 0000000000000040 000000000000f03f");

        assertThat(Geometry.parse(sent)).isEqualTo(new Point(4326, 2, 1));
        assertThat(new Point(4326, 2, 1).toBytes()).isEqualTo(sent);
    }

    @Test
    void parse_bigEndianPartsAmongLittleEndianOnes_areRead() {
        byte[] collection = hex("00000000 01 07000000 02000000"
                + "00 00000004 00000001 00 00000001 3ff0000000000000 4000000000000000"
                + "01 01000000 000000000000f03f 0000000000000040");

        assertThat(Geometry.parse(collection)).hasToString("GEOMETRYCOLLECTION(MULTIPOINT((1 2)),POINT(1 2))");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000 02 01000000 0000000000000000 0000000000000000",
                "00000000 01 00000000",
                "00000000 01 08000000",
                "00000000 01 e9030000 0000000000000000 0000000000000000 0000000000000000",
                "00000000 01 02000000 ffffffff",
                "00000000 01 02000000 ffffff7f 0000000000000000 0000000000000000",
                "00000000 01 04000000 01000000 01 02000000 00000000"
            })
    void parse_nonsense_isRefused(String bytes) {
        assertThatThrownBy(() -> Geometry.parse(hex(bytes))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void parse_collectionsNestedTooDeep_isRefused() {
        assertThat(Geometry.parse(nested(32))).isInstanceOf(GeometryCollection.class);
        assertThatThrownBy(() -> Geometry.parse(nested(33))).hasMessageContaining("more than 32 deep");
        assertThatThrownBy(() -> Geometry.parse(nested(100_000))).hasMessageContaining("more than 32 deep");
    }

    private static byte[] nested(int depth) {
        return hex("00000000" + "01 07000000 01000000".repeat(depth - 1) + "01 07000000 00000000");
    }

    /** Every collection claims that all bytes to the end are parts of its own. */
    @Test
    void parse_countsWithinCounts_allocateByTheBytesThatAreThere() throws ReflectiveOperationException {
        int length = 1 << 20;
        ByteBuffer bytes =
                ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN).putInt(0);
        for (int depth = 0; depth < 32; depth++) {
            bytes.put((byte) 1).putInt(7).putInt((length - bytes.position() - Integer.BYTES) / 5);
        }
        parseInVain(bytes.array()); // so that everything is loaded
        long before = allocatedBytes();
        parseInVain(bytes.array());

        assertThat(allocatedBytes() - before).isLessThan(length);
    }

    private static void parseInVain(byte[] bytes) {
        assertThatThrownBy(() -> Geometry.parse(bytes)).isInstanceOf(IllegalArgumentException.class);
    }

    /** By reflection, as the module under test does not read the one that knows. */
    private static long allocatedBytes() throws ReflectiveOperationException {
        Object threads = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        return (long) Class.forName("com.sun.management.ThreadMXBean")
                .getMethod("getThreadAllocatedBytes", long.class)
                .invoke(threads, Thread.currentThread().getId());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void parse_randomChanges_failWithNothingElse(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = new MultiPolygon(0, List.of(SQUARE)).toBytes();
        for (int i = 0; i < 5_000; i++) {
            byte[] changed = bytes.clone();
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            try {
                assertThat(Geometry.parse(changed).toBytes()).hasSize(changed.length);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void constructor_partOfAnotherSystem_isRefused() {
        assertThatThrownBy(() -> new LineString(4326, List.of(new Point(1, 2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SRID 0 in a geometry with SRID 4326");
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }
}
