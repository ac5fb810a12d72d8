/** Declared parameters of tools and operations, as JSON Schema. */
@NullMarked
package io.opdbus.api.schema;

import org.jspecify.annotations.NullMarked;
