/** Several servers at once, and what stands in front of them: the tests of the profile {@code clusters}. */
@NullMarked
package dev.mysqlasync.tests.cluster;

import org.jspecify.annotations.NullMarked;
