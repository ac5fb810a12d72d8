package io.opdbus.agents.review.architecture;

import io.opdbus.agents.review.source.Language;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which directories of code have tests, told by where tests lie, what they are called and what they import. */
final class TestReach {
    /** A directory of code. */
    record Area(String directory, int files, int lines) {}

    private final int testLines;
    private final int codeLines;
    private final List<Area> untested;

    private TestReach(int testLines, int codeLines, List<Area> untested) {
        this.testLines = testLines;
        this.codeLines = codeLines;
        this.untested = untested;
    }

    static TestReach of(List<SourceFacts> files) {
        Set<String> subjects = new HashSet<>();
        Set<String> packages = new HashSet<>();
        int testLines = 0;
        int codeLines = 0;
        for (SourceFacts file : files) {
            if (file.test()) {
                testLines += file.codeLines();
                subjects.add(subject(file.stem()));
                packages.add(file.name());
                packages.add(file.directory());
                packages.add(mirrored(file.directory()));
                file.imports().forEach(target -> subjects.add(lastName(target)));
            } else {
                codeLines += file.codeLines();
            }
        }
        Map<String, int[]> areas = new TreeMap<>();
        Set<String> tested = new HashSet<>();
        for (SourceFacts file : files) {
            if (!file.test() && file.language() != Language.SHELL) {
                int[] area = areas.computeIfAbsent(file.directory(), key -> new int[2]);
                area[0]++;
                area[1] += file.codeLines();
                boolean reached = file.tested()
                        || packages.contains(file.directory())
                        || !file.name().isEmpty() && packages.contains(file.name())
                        || subjects.contains(subject(file.stem()));
                if (reached) {
                    tested.add(file.directory());
                }
            }
        }
        List<Area> untested = new ArrayList<>();
        areas.forEach((directory, area) -> {
            if (!tested.contains(directory)) {
                untested.add(new Area(directory, area[0], area[1]));
            }
        });
        untested.sort(Comparator.comparingInt(Area::lines).reversed().thenComparing(Area::directory));
        return new TestReach(testLines, codeLines, List.copyOf(untested));
    }

    int testLines() {
        return testLines;
    }

    int codeLines() {
        return codeLines;
    }

    /** Directories with code and no tests, the largest first. */
    List<Area> untested() {
        return untested;
    }

    private static String subject(String stem) {
        return stem.replaceAll("(?i)^tests?_|_tests?$|(?<=[a-z0-9])(?:Tests?|TestCase|IT|Spec)$|^Test(?=[A-Z])", "")
                .toLowerCase(Locale.ROOT);
    }

    /** {@code tests/net} stands for {@code net}, {@code src/__tests__} for {@code src}. */
    private static String mirrored(String directory) {
        String bare = ("/" + directory).replaceAll("/(?:tests?|__tests__|specs?)(?=/|$)", "");
        return bare.isEmpty() ? "." : bare.substring(1);
    }

    private static String lastName(String target) {
        return target.substring(Math.max(target.lastIndexOf('.'), target.lastIndexOf('/')) + 1)
                .toLowerCase(Locale.ROOT);
    }
}
