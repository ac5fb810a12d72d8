/** The standard agents and node types. */
@NullMarked
package io.opdbus.agents;

import org.jspecify.annotations.NullMarked;
