package io.opdbus.core.plan;

import io.opdbus.core.expression.TemplateCompiler;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The forms of names, and the names that mean something already. */
final class Names {

    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Set<String> ROOTS = Set.of("phases", "nodes", "run", "inputs", "variables", "previous");

    private Names() {}

    /** Phases, steps, inputs, variables, outputs, {@code store_as}. */
    static boolean isWord(String name) {
        return WORD.matcher(name).matches();
    }

    /** Workstacks, tools, agents, operations. */
    static boolean isId(String name) {
        return ID.matcher(name).matches();
    }

    /** Why an input, a variable or a stored result cannot bear a name; empty where it can. */
    static Optional<String> whyNotReferable(String name) {
        if (!isWord(name)) {
            return Optional.of(wordForm(name));
        }
        if (ROOTS.contains(name) || TemplateCompiler.isReserved(name)) {
            return Optional.of("'" + name + "' has a meaning of its own in ${…}; choose another name");
        }
        return Optional.empty();
    }

    static String wordForm(String name) {
        return "'" + name + "' must begin with a lower-case letter and hold only lower-case letters, digits and '_'";
    }
}
