/** Streams as a whole: the rules of Reactive Streams, and large results in little memory. */
@NullMarked
package dev.mysqlasync.tests.stream;

import org.jspecify.annotations.NullMarked;
