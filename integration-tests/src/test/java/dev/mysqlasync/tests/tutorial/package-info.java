/** The tutorial's programs print what they document, on every server and by every way in. */
@NullMarked
package dev.mysqlasync.tests.tutorial;

import org.jspecify.annotations.NullMarked;
