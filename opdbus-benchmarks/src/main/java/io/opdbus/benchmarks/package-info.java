/** JMH benchmarks. */
@NullMarked
package io.opdbus.benchmarks;

import org.jspecify.annotations.NullMarked;
