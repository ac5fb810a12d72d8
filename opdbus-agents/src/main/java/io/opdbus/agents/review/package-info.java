/** Agents and tools that review source trees: security, architecture, performance, and the report of all three. */
@NullMarked
package io.opdbus.agents.review;

import org.jspecify.annotations.NullMarked;
