package io.opdbus.api.agent;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who an agent is and what it can do.
 *
 * @param id letters, digits, {@code _} and {@code -}, at most 64
 * @param description its expertise, for people and models
 * @param tags words by which it is found
 * @param operations what it can do, at least one
 * @param defaultOperation what it does where nothing says which (R6); empty where it has none
 */
public record AgentDescriptor(
        String id,
        String description,
        List<String> tags,
        List<Operation> operations,
        Optional<String> defaultOperation) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /**
     * Checks names and copies.
     *
     * @throws IllegalArgumentException if a name has another form, an operation appears twice, or the default is not
     *     among the operations
     */
    public AgentDescriptor {
        checkName("agent", id);
        Objects.requireNonNull(description, "description");
        tags = List.copyOf(tags);
        operations = List.copyOf(operations);
        Set<String> names = new HashSet<>();
        for (Operation operation : operations) {
            if (!names.add(operation.name())) {
                throw new IllegalArgumentException(
                        "agent '" + id + "' has two operations named '" + operation.name() + "'");
            }
        }
        if (defaultOperation.isPresent() && !names.contains(defaultOperation.get())) {
            throw new IllegalArgumentException("agent '" + id + "' has no operation '" + defaultOperation.get()
                    + "' to be its default; it has " + names.stream().sorted().toList());
        }
    }

    /**
     * An operation by name.
     *
     * @param name its name
     * @return the operation, or empty if the agent has none of that name
     */
    public Optional<Operation> operation(String name) {
        return operations.stream()
                .filter(operation -> operation.name().equals(name))
                .findFirst();
    }

    static void checkName(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(what + " name '" + name + "' must match " + NAME.pattern());
        }
    }
}
