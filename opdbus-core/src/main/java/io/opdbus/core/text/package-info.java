/** Small helpers for words that people read and write. */
@NullMarked
package io.opdbus.core.text;

import org.jspecify.annotations.NullMarked;
