/** Blocking work, timers, and how both are stopped. */
@NullMarked
package io.opdbus.core.concurrent;

import org.jspecify.annotations.NullMarked;
