package io.opdbus.agents.review.source;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells test code, and data that only tests read, by where it lies. */
final class TestPaths {
    private static final Set<String> TEST_DIRECTORIES =
            Set.of("test", "tests", "__tests__", "testing", "spec", "specs", "androidtest", "integrationtest", "e2e");
    private static final Set<String> FIXTURE_DIRECTORIES =
            Set.of("testdata", "test-data", "test_data", "fixtures", "__fixtures__", "__snapshots__", "__mocks__");
    private static final Pattern TEST_NAME = Pattern.compile(
            "(?:test_.*\\.pyi?|conftest\\.py|.*_tests?\\.(?:py|go|rs|c|cc|cpp)|.*[._-](?:test|spec)\\.[a-z]+"
                    + "|.*(?:Test|Tests|TestCase|IT)\\.(?:java|kt)|Test[A-Z].*\\.(?:java|kt))");

    private TestPaths() {}

    static boolean isTest(String path) {
        String[] parts = path.split("/");
        for (int i = 0; i < parts.length - 1; i++) {
            if (TEST_DIRECTORIES.contains(parts[i].toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return TEST_NAME.matcher(parts[parts.length - 1]).matches();
    }

    /** Whether a directory of this relative path holds data for tests rather than code. */
    static boolean isFixture(String directory) {
        String name = directory.substring(directory.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return FIXTURE_DIRECTORIES.contains(name) || directory.endsWith("src/test/resources");
    }
}
