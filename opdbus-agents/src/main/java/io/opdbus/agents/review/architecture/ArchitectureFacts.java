package io.opdbus.agents.review.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the architect knows of a tree, bounded for display.
 *
 * @param modules the largest modules
 * @param moreModules how many modules are not in that list
 * @param hubs the modules that most others use
 * @param cycles the circles, each as the names on the way round
 * @param moreCycles how many circles are not in that list
 * @param untested directories with code and without tests, the largest first
 * @param codeLines lines of code outside of tests
 * @param testLines lines of code in tests
 * @param mermaid a picture of the modules
 */
public record ArchitectureFacts(
        List<Map<String, Object>> modules,
        int moreModules,
        List<String> hubs,
        List<List<String>> cycles,
        int moreCycles,
        List<String> untested,
        int codeLines,
        int testLines,
        String mermaid) {

    /** The sizes in a line of text. */
    public String summary() {
        int allModules = modules.size() + moreModules;
        int allCycles = cycles.size() + moreCycles;
        return allModules + (allModules == 1 ? " module, " : " modules, ") + codeLines + " lines of code, " + testLines
                + " lines of tests, " + allCycles + (allCycles == 1 ? " circle" : " circles");
    }

    /** The facts as JSON-like values. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("modules", new ArrayList<Object>(modules));
        map.put("more_modules", (long) moreModules);
        map.put("most_used", new ArrayList<Object>(hubs));
        map.put("cycles", new ArrayList<Object>(cycles));
        map.put("more_cycles", (long) moreCycles);
        map.put("untested", new ArrayList<Object>(untested));
        map.put("code_lines", (long) codeLines);
        map.put("test_lines", (long) testLines);
        map.put("mermaid", mermaid);
        return map;
    }
}
