import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Counts the tests in the reports of one or more runs: {@code java TestReports.java 17=target 25=target/jdk-25}.
 * Prints each that failed or was skipped, with the reason, and as the last line {@code N passed, N failed, N skipped}.
 * The exit status is 1 where a test failed, a run has no tests, or a test was skipped without need: with several runs,
 * one that passed in none of them.
 */
final class TestReports {

    private enum Outcome {
        PASSED,
        FAILED,
        SKIPPED
    }

    private record Test(String run, String name, Outcome outcome, String reason) {}

    /** A conformance test says so of what a transport has no means for; nothing that is installed would change it. */
    private static final String NOT_APPLICABLE = "the transport declares that it lacks";

    public static void main(String[] args) throws IOException, XMLStreamException {
        boolean bad = false;
        List<Test> tests = new ArrayList<>();
        for (String arg : args) {
            String[] run = arg.split("=", 2);
            List<Test> found = read(run[0], Path.of(run[1]));
            System.out.printf("JDK %s: %d tests%n", run[0], found.size());
            bad |= found.isEmpty();
            tests.addAll(found);
        }

        Map<String, Boolean> passed = new LinkedHashMap<>();
        tests.forEach(test -> passed.merge(test.name(), test.outcome() == Outcome.PASSED, Boolean::logicalOr));

        for (Test test : tests) {
            switch (test.outcome()) {
                case PASSED -> {}
                case FAILED -> {
                    bad = true;
                    System.out.printf("FAILED on JDK %s: %s: %s%n", test.run(), test.name(), test.reason());
                }
                case SKIPPED -> {
                    boolean needed = args.length == 1
                            || passed.get(test.name())
                            || test.reason().contains(NOT_APPLICABLE);
                    bad |= !needed;
                    System.out.printf(
                            "skipped on JDK %s%s: %s: %s%n",
                            test.run(), needed ? "" : ", and passed nowhere", test.name(), test.reason());
                }
            }
        }
        System.out.printf(
                "%d passed, %d failed, %d skipped%n",
                count(tests, Outcome.PASSED), count(tests, Outcome.FAILED), count(tests, Outcome.SKIPPED));
        System.exit(bad ? 1 : 0);
    }

    private static long count(List<Test> tests, Outcome outcome) {
        return tests.stream().filter(test -> test.outcome() == outcome).count();
    }

    private static List<Test> read(String run, Path buildFolder) throws IOException, XMLStreamException {
        List<Test> tests = new ArrayList<>();
        try (Stream<Path> modules = Files.list(Path.of("."))) {
            for (Path module : modules.sorted().toList()) {
                Path reports = module.resolve(buildFolder).resolve("surefire-reports");
                if (Files.isDirectory(reports)) {
                    try (Stream<Path> files = Files.list(reports)) {
                        for (Path file : files.filter(TestReports::isReport).sorted().toList()) {
                            readReport(run, file, tests);
                        }
                    }
                }
            }
        }
        return tests;
    }

    private static boolean isReport(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith("TEST-") && name.endsWith(".xml");
    }

    private static void readReport(String run, Path file, List<Test> tests) throws IOException, XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            String name = "";
            Outcome outcome = Outcome.PASSED;
            String reason = "";
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamReader.START_ELEMENT) {
                    switch (xml.getLocalName()) {
                        case "testcase" -> {
                            name = xml.getAttributeValue(null, "classname") + "." + xml.getAttributeValue(null, "name");
                            outcome = Outcome.PASSED;
                            reason = "";
                        }
                        case "failure", "error" -> {
                            outcome = Outcome.FAILED;
                            reason = message(xml);
                        }
                        case "skipped" -> {
                            outcome = Outcome.SKIPPED;
                            reason = message(xml) + " " + xml.getElementText().lines().findFirst().orElse("");
                        }
                        default -> {}
                    }
                } else if (event == XMLStreamReader.END_ELEMENT && xml.getLocalName().equals("testcase")) {
                    tests.add(new Test(run, name, outcome, reason));
                }
            }
        }
    }

    private static String message(XMLStreamReader xml) {
        return Optional.ofNullable(xml.getAttributeValue(null, "message"))
                .or(() -> Optional.ofNullable(xml.getAttributeValue(null, "type")))
                .orElse("no reason given")
                .lines()
                .findFirst()
                .orElse("");
    }
}
