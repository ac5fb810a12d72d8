/**
 * The engine: carries the run machine's commands out. It renders arguments, makes calls, keeps timers, stops what is to stop,
 * records events, and tells listeners.
 */
@NullMarked
package io.opdbus.core.engine;

import org.jspecify.annotations.NullMarked;
