/** JSON-like values: what arguments, results, inputs and variables are made of. */
@NullMarked
package io.opdbus.api.value;

import org.jspecify.annotations.NullMarked;
