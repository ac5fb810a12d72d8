/** Definitions in files: reading, finding and writing them, and the JSON Schema of their form. */
@NullMarked
package io.opdbus.core.definition;

import org.jspecify.annotations.NullMarked;
