/** The orchestrated executor: what a host application builds, fills and runs. */
@NullMarked
package io.opdbus.core;

import org.jspecify.annotations.NullMarked;
