package io.opdbus.core.plan;

import io.opdbus.core.expression.Template;

/**
 * A variable of a plan.
 *
 * @param name its name
 * @param slot where its value goes
 * @param value what it is, over inputs and the variables before it
 */
public record PlanVariable(String name, int slot, Template value) {}
