/**
 * Plans: what a definition compiles to. Units and steps are numbered, every reference is checked (R1, R5), every operation is
 * resolved (R6) and every argument is bound (R7).
 */
@NullMarked
package io.opdbus.core.plan;

import org.jspecify.annotations.NullMarked;
