/**
 * Values of MySQL's spatial types. {@link dev.mysqlasync.geometry.Geometry} is what a row gives and a parameter takes.
 *
 * <p>All types are immutable and thread-safe.
 */
package dev.mysqlasync.geometry;
