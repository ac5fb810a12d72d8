package io.opdbus.agents.review.architecture;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A module as people are shown it.
 *
 * @param name its package or directory
 * @param language what most of it is written in
 * @param files how many files of code it has
 * @param lines how many lines of code
 * @param dependsOn how many modules of the tree it uses
 * @param usedBy how many modules of the tree use it
 */
record ModuleRow(String name, String language, int files, int lines, int dependsOn, int usedBy) {
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", name);
        map.put("language", language);
        map.put("files", (long) files);
        map.put("lines", (long) lines);
        map.put("depends_on", (long) dependsOn);
        map.put("used_by", (long) usedBy);
        return map;
    }
}
