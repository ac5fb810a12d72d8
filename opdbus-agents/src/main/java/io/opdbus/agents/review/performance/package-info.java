/** The checks of the performance engineer. */
@NullMarked
package io.opdbus.agents.review.performance;

import org.jspecify.annotations.NullMarked;
