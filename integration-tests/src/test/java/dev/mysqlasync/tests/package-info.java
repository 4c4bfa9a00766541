/** Tests of the whole: through the public API, against servers, and of the shape of the code. */
@NullMarked
package dev.mysqlasync.tests;

import org.jspecify.annotations.NullMarked;
