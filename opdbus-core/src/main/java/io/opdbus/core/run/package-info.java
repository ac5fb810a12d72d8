/**
 * The run machine: pure, without thread, clock, input, output, chance or expression. {@link io.opdbus.api.run.RunEvent}s go
 * in, commands come out; the same events give the same commands in the same order on every JVM (R20).
 */
@NullMarked
package io.opdbus.core.run;

import org.jspecify.annotations.NullMarked;
