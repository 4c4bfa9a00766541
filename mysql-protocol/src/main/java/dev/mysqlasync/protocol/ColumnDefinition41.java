package dev.mysqlasync.protocol;

import org.jspecify.annotations.Nullable;

/** The description of one column of a resultset. */
public record ColumnDefinition41(
        String catalog,
        String schema,
        String table,
        String orgTable,
        String name,
        String orgName,
        @Nullable String extendedType,
        @Nullable String extendedFormat,
        int collation,
        long length,
        int type,
        int flags,
        int decimals) {}
