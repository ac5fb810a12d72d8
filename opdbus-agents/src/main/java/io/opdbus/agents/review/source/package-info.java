/** Source trees on disk: what is read, in which order, what is left out and why. */
@NullMarked
package io.opdbus.agents.review.source;

import org.jspecify.annotations.NullMarked;
