/** Checks values against JSON Schemas, quickly where the schema is simple. */
@NullMarked
package io.opdbus.core.schema;

import org.jspecify.annotations.NullMarked;
