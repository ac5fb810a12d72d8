/** Plug-ins that the Java service loader finds, where the host asked for it. */
@NullMarked
package io.opdbus.core.discovery;

import org.jspecify.annotations.NullMarked;
