/**
 * Child processes that can truly be stopped: no shell, a session of their own, and nothing left behind (R10).
 *
 * <p>{@link io.opdbus.core.process.ProcessRunner} starts them; {@link io.opdbus.core.process.RunningProcess} is the
 * handle.
 */
@NullMarked
package io.opdbus.core.process;

import org.jspecify.annotations.NullMarked;
