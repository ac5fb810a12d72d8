/** Conformance tests and tools for those who implement the SPIs of opdbus. */
@NullMarked
package io.opdbus.testkit;

import org.jspecify.annotations.NullMarked;
