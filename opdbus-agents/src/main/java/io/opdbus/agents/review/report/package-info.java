/** The Markdown report of a review. */
@NullMarked
package io.opdbus.agents.review.report;

import org.jspecify.annotations.NullMarked;
