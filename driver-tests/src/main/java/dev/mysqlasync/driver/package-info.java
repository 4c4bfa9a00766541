/** What tests of the driver share, in memory and against real servers. */
@NullMarked
package dev.mysqlasync.driver;

import org.jspecify.annotations.NullMarked;
