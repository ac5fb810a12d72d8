/**
 * Conformance tests for those who implement the SPIs of opdbus: a transport author extends
 * {@link io.opdbus.testkit.TransportConformanceTest}.
 */
@NullMarked
package io.opdbus.testkit;

import org.jspecify.annotations.NullMarked;
