/** What the design says of the code's shape, as tests. */
@NullMarked
package dev.mysqlasync.tests.architecture;

import org.jspecify.annotations.NullMarked;
