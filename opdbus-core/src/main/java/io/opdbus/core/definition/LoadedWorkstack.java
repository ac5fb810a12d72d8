package io.opdbus.core.definition;

import io.opdbus.api.workstack.Workstack;
import io.opdbus.core.source.Locator;

/**
 * A workstack and where its parts stand. The pointers that the locator takes follow the form of the definition, also
 * for a fluent one: {@code /phases/0/tools/1/args/path}, {@code /finally/0/agents/0}, {@code /inputs/version/default}.
 *
 * @param workstack the workstack; only its shape was checked
 * @param locator where its parts stand
 */
public record LoadedWorkstack(Workstack workstack, Locator locator) {

    /**
     * A workstack that was made in code.
     *
     * @param workstack the workstack
     * @return it, with a locator that knows no lines
     */
    public static LoadedWorkstack fluent(Workstack workstack) {
        return new LoadedWorkstack(workstack, Locator.withoutText("workstack '" + workstack.id() + "' (fluent)"));
    }
}
