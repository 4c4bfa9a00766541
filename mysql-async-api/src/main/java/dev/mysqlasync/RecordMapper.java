package dev.mysqlasync;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Maps rows to records. One method handle combines the canonical constructor with a reader for each component. It takes
 * a row and the columns' indexes, and does not box primitives. Records with very many components use reflection
 * instead. The indexes are kept while rows have the same list of columns.
 */
final class RecordMapper<R extends Record> implements RowMapper<R> {

    private static final MethodType MAKE = MethodType.methodType(Record.class, Row.class, int[].class);

    /**
     * The most components of a method handle. It has two parameters for each of them, and the JVM limits their number.
     */
    private static final int MOST_OF_A_HANDLE = 126;

    private final Class<R> type;
    private final List<ComponentReader> components;
    private final Maker maker;

    /**
     * The binding of the last result. Threads may overwrite each other's value; each one is valid, because its fields
     * are final.
     */
    private Binding last = new Binding(List.of(), new int[0]);

    private RecordMapper(Class<R> type, List<ComponentReader> components, Maker maker) {
        this.type = type;
        this.components = components;
        this.maker = maker;
    }

    /** Creates a record from a row and the column index of each component. */
    private interface Maker {
        Record make(Row row, int[] indexes) throws Throwable;
    }

    private record Binding(List<Column> columns, int[] indexes) {}

    static <R extends Record> RecordMapper<R> of(Class<R> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(type.getName() + " is not a record");
        }
        List<ComponentReader> components =
                Stream.of(type.getRecordComponents()).map(ComponentReader::of).toList();
        return new RecordMapper<>(type, components, maker(constructor(type), components));
    }

    @Override
    public R map(Row row) {
        List<Column> columns = row.columns();
        Binding binding = last;
        if (binding.columns != columns) {
            binding = bind(columns);
            last = binding;
        }
        return type.cast(made(row, binding.indexes));
    }

    private Record made(Row row, int[] indexes) {
        try {
            return maker.make(row, indexes);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) { // a canonical constructor declares no checked exceptions
            throw new IllegalStateException(e);
        }
    }

    private Binding bind(List<Column> columns) {
        int[] indexes = components.stream()
                .mapToInt(component -> component.indexIn(columns))
                .toArray();
        return new Binding(columns, indexes);
    }

    private static Constructor<? extends Record> constructor(Class<? extends Record> type) {
        Class<?>[] parameters = Stream.of(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<? extends Record> constructor = type.getDeclaredConstructor(parameters);
            if (!constructor.trySetAccessible()) {
                throw new IllegalArgumentException(outOfReach(type));
            }
            return constructor;
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(outOfReach(type), e);
        }
    }

    private static String outOfReach(Class<?> type) {
        return "the constructor of " + type.getName() + " is not accessible; module "
                + type.getModule().getName()
                + " must declare: opens " + type.getPackageName() + " to "
                + RecordMapper.class.getModule().getName() + ";";
    }

    private static Maker maker(Constructor<? extends Record> constructor, List<ComponentReader> components) {
        if (components.size() > MOST_OF_A_HANDLE) {
            return byReflection(constructor, components);
        }
        try {
            MethodHandle make = make(MethodHandles.lookup().unreflectConstructor(constructor), components);
            return (row, indexes) -> (Record) make.invokeExact(row, indexes);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(outOfReach(constructor.getDeclaringClass()), e);
        }
    }

    private static Maker byReflection(Constructor<? extends Record> constructor, List<ComponentReader> components) {
        MethodHandle[] readers =
                components.stream().map(ComponentReader::handle).toArray(MethodHandle[]::new);
        return (row, indexes) -> {
            @Nullable Object[] values = new @Nullable Object[readers.length];
            for (int i = 0; i < readers.length; i++) {
                values[i] = readers[i].invoke(row, indexes[i]);
            }
            try {
                return constructor.newInstance(values);
            } catch (InvocationTargetException e) {
                throw Objects.requireNonNullElse(e.getCause(), e);
            }
        };
    }

    private static MethodHandle make(MethodHandle constructor, List<ComponentReader> components) {
        MethodHandle[] readers = new MethodHandle[components.size()];
        for (int i = 0; i < readers.length; i++) {
            readers[i] = atIndex(components.get(i).handle(), i);
        }
        MethodHandle collected = constructor;
        for (int i = readers.length - 1; i >= 0; i--) { // last first, so that earlier positions do not change
            collected = MethodHandles.collectArguments(collected, i, readers[i]);
        }
        int[] rowAndIndexes = new int[2 * readers.length];
        Arrays.setAll(rowAndIndexes, i -> i % 2);
        MethodType merged = MAKE.changeReturnType(collected.type().returnType());
        return MethodHandles.permuteArguments(collected, merged, rowAndIndexes).asType(MAKE);
    }

    /** Turns a reader of a row and an index into a reader of a row and all indexes. */
    private static MethodHandle atIndex(MethodHandle reader, int component) {
        MethodHandle index = MethodHandles.insertArguments(MethodHandles.arrayElementGetter(int[].class), 1, component);
        return MethodHandles.filterArguments(reader, 1, index);
    }
}
