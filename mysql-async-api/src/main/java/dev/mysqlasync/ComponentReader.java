package dev.mysqlasync;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds the column of a record component and reads its values. */
final class ComponentReader {

    private final String record;
    private final String name;
    private final Class<?> type;
    private final Class<?> valueType;

    private ComponentReader(RecordComponent component) {
        this.record = component.getDeclaringRecord().getName();
        this.name = component.getName();
        this.type = component.getType();
        this.valueType = type == Optional.class ? typeInOptional(component.getGenericType()) : type;
    }

    static ComponentReader of(RecordComponent component) {
        return new ComponentReader(component);
    }

    private Class<?> typeInOptional(Type optional) {
        if (optional instanceof ParameterizedType known
                && known.getActualTypeArguments()[0] instanceof Class<?> value) {
            return value;
        }
        throw new IllegalArgumentException(described() + " is an Optional of a type that is not a plain class");
    }

    // --- its column ------------------------------------------------------------------------------------------------

    int indexIn(List<Column> columns) {
        int exact = only(columns, column -> column.equals(name));
        if (exact >= 0) {
            return exact;
        }
        int anyCase = only(columns, column -> column.equalsIgnoreCase(name));
        if (anyCase >= 0) {
            return anyCase;
        }
        String wanted = bare(name);
        int bare = only(columns, column -> bare(column).equals(wanted));
        if (bare < 0) {
            throw noColumn(columns);
        }
        return bare;
    }

    private int only(List<Column> columns, Predicate<String> match) {
        int[] found = IntStream.range(0, columns.size())
                .filter(i -> match.test(columns.get(i).name()))
                .toArray();
        if (found.length > 1) {
            throw new IllegalArgumentException(
                    described() + " matches more than one column; the columns are: " + names(columns));
        }
        return found.length == 1 ? found[0] : -1;
    }

    private IllegalArgumentException noColumn(List<Column> columns) {
        String records = valueType.isRecord() ? "; nested records are not supported" : "";
        return new IllegalArgumentException(
                described() + " matches no column; the columns are: " + names(columns) + records);
    }

    private static String bare(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    private static String names(List<Column> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    private String described() {
        return "component " + name + " of record " + record;
    }

    // --- its values ------------------------------------------------------------------------------------------------

    /**
     * A method handle of {@code (Row, int)} that returns the component's type. The reading methods are looked up by
     * name. None of them is private, because tools would report a private one as unused.
     */
    MethodHandle handle() {
        String method = type.isPrimitive() ? type.getName() + "Value" : type == Optional.class ? "optional" : "value";
        Class<?> returned = type.isPrimitive() || type == Optional.class ? type : Object.class;
        try {
            return MethodHandles.lookup()
                    .bind(this, method, MethodType.methodType(returned, Row.class, int.class))
                    .asType(MethodType.methodType(type, Row.class, int.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Nullable
    Object value(Row row, int index) {
        return row.get(index, valueType);
    }

    Optional<?> optional(Row row, int index) {
        return Optional.ofNullable(row.get(index, valueType));
    }

    boolean booleanValue(Row row, int index) {
        return row.getBoolean(present(row, index));
    }

    byte byteValue(Row row, int index) {
        return row.getByte(present(row, index));
    }

    short shortValue(Row row, int index) {
        return row.getShort(present(row, index));
    }

    int intValue(Row row, int index) {
        return row.getInt(present(row, index));
    }

    long longValue(Row row, int index) {
        return row.getLong(present(row, index));
    }

    float floatValue(Row row, int index) {
        return row.getFloat(present(row, index));
    }

    double doubleValue(Row row, int index) {
        return row.getDouble(present(row, index));
    }

    char charValue(Row row, int index) {
        Character value = row.get(present(row, index), Character.class);
        return value == null ? 0 : value;
    }

    private int present(Row row, int index) {
        if (row.isNull(index)) {
            throw new MySqlDecodeException(
                    described() + (type == int.class ? " is an " : " is a ") + type + ", and column '"
                            + row.columns().get(index).name() + "' is NULL; use "
                            + MethodType.methodType(type).wrap().returnType().getSimpleName() + " or Optional",
                    null);
        }
        return index;
    }
}
