/** Workstacks as immutable values, and the builders that make them. */
@NullMarked
package io.opdbus.api.workstack;

import org.jspecify.annotations.NullMarked;
