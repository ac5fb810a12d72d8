/** Rules, findings, and the scan that runs checks over a tree. */
@NullMarked
package io.opdbus.agents.review.rule;

import org.jspecify.annotations.NullMarked;
