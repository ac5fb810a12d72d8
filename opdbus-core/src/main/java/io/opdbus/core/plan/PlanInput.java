package io.opdbus.core.plan;

import io.opdbus.api.workstack.Input;

/**
 * An input of a plan, declared or found.
 *
 * @param name its name
 * @param slot where its value goes
 * @param input its declaration; {@link Input#REQUIRED} where it was found and not declared
 */
public record PlanInput(String name, int slot, Input input) {}
