/** Applications that come and go in one JVM. */
@NullMarked
package dev.mysqlasync.tests.redeploy;

import org.jspecify.annotations.NullMarked;
