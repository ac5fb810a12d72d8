/** Errors as data: stable codes, messages that say what, where and what to do, and the positions they point at. */
@NullMarked
package io.opdbus.api.error;

import org.jspecify.annotations.NullMarked;
