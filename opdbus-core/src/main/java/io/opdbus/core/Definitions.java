package io.opdbus.core;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.workstack.Workstack;
import io.opdbus.core.definition.LoadedWorkstack;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The workstacks that an executor knows by id. */
final class Definitions {

    private final Map<String, LoadedWorkstack> workstacks = new TreeMap<>();

    Definitions(List<LoadedWorkstack> loaded) {
        for (LoadedWorkstack workstack : loaded) {
            LoadedWorkstack other = workstacks.putIfAbsent(workstack.workstack().id(), workstack);
            if (other != null) {
                throw new OpdbusException(
                        ErrorCode.DUPLICATE_NAME,
                        "two workstacks have the id '" + workstack.workstack().id() + "': "
                                + other.locator().locate("") + " and "
                                + workstack.locator().locate("") + "; rename one of them");
            }
        }
    }

    Optional<LoadedWorkstack> find(String id) {
        return Optional.ofNullable(workstacks.get(id));
    }

    Collection<String> ids() {
        return workstacks.keySet();
    }

    List<Workstack> all() {
        return workstacks.values().stream().map(LoadedWorkstack::workstack).toList();
    }
}
