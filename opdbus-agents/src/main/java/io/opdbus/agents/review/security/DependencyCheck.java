package io.opdbus.agents.review.security;

import static io.opdbus.agents.review.security.SecurityRules.LOOSE_DEPENDENCY;
import static io.opdbus.agents.review.security.SecurityRules.PLAIN_DEPENDENCY;

import io.opdbus.agents.review.rule.Check;
import io.opdbus.agents.review.rule.Reporter;
import io.opdbus.agents.review.rule.Rule;
import io.opdbus.agents.review.source.Language;
import io.opdbus.agents.review.source.LineIndex;
import io.opdbus.agents.review.source.SourceFile;
import io.opdbus.agents.review.syntax.SourceUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dependencies fetched without TLS, or without a version, as the manifests of the package managers say. */
final class DependencyCheck implements Check {
    private static final String LOCAL = "(?!localhost|127\\.|\\[::1|0\\.0\\.0\\.0|host\\.docker)";
    private static final Pattern HTTP = Pattern.compile("http://" + LOCAL);
    private static final Pattern NPM_ENTRY = Pattern.compile("^\\s*\"([^\"]+)\"\\s*:\\s*\"([^\"]*)\"");
    private static final Pattern FROM =
            Pattern.compile("(?i)^\\s*FROM\\s+(?:--\\S+\\s+)*(\\S+)(?:\\s+AS\\s+(\\S+))?\\s*$");
    private static final Pattern BARE_REQUIREMENT =
            Pattern.compile("^[A-Za-z0-9][A-Za-z0-9._-]*(?:\\[[^\\]]*\\])?(?:\\s*;.*)?$");
    private static final Pattern OPENS_REPOSITORY =
            Pattern.compile(".*<(?:repository|pluginRepository|snapshotRepository)>.*");
    private static final Pattern CLOSES_REPOSITORY =
            Pattern.compile(".*</(?:repository|pluginRepository|snapshotRepository)>.*");
    private static final Pattern LOOSE_MAVEN_VERSION =
            Pattern.compile(".*<version>\\s*(?:LATEST|RELEASE)\\s*</version>.*");
    private static final Pattern NPM_DEPENDENCIES =
            Pattern.compile("\\s*\"(?:dev|optional)?[dD]ependencies\"\\s*:\\s*\\{.*");
    private static final Pattern DOCKER_ADD = Pattern.compile("(?i)^\\s*ADD\\s+.*");
    private static final Pattern PLAIN_CARGO_SOURCE =
            Pattern.compile("(?:git|registry-index)\\s*=\\s*\"http://|git\\s*=\\s*\"git://");
    private static final Pattern LOOSE_CARGO_VERSION =
            Pattern.compile("[\\w-]+\\s*=\\s*(?:\"\\*\"|\\{.*version\\s*=\\s*\"\\*\".*)|version\\s*=\\s*\"\\*\"");
    private static final Pattern PIP_COMMENT = Pattern.compile("(?:^|\\s)#.*");

    @Override
    public List<Rule> rules() {
        return List.of(PLAIN_DEPENDENCY, LOOSE_DEPENDENCY);
    }

    @Override
    public boolean reads(SourceFile file) {
        return file.language().kind() == Language.Kind.MANIFEST
                || file.language() == Language.YAML && file.path().contains(".github/workflows/")
                || file.name().endsWith(".gradle.kts")
                || file.name().equals(".npmrc");
    }

    @Override
    public void inspect(SourceUnit unit, Reporter reporter) {
        switch (unit.language()) {
            case MAVEN -> maven(unit, reporter);
            case NPM -> npm(unit, reporter);
            case CARGO -> cargo(unit, reporter);
            case PIP -> pip(unit, reporter);
            case DOCKERFILE -> docker(unit, reporter);
            case GRADLE, KOTLIN -> gradle(unit, reporter);
            case YAML ->
                lines(
                        unit,
                        reporter,
                        "^\\s*(?:-\\s+)?uses:\\s*[\\w./-]+@(?:main|master|latest)\\s*$",
                        LOOSE_DEPENDENCY);
            case PROPERTIES ->
                lines(unit, reporter, "^\\s*(?:@[\\w-]+:)?registry\\s*=\\s*http://" + LOCAL, PLAIN_DEPENDENCY);
            default -> {}
        }
    }

    private static void lines(SourceUnit unit, Reporter reporter, String regex, Rule rule) {
        Pattern pattern = Pattern.compile(regex);
        LineIndex lines = unit.file().lines();
        for (int line = 1; line <= lines.count(); line++) {
            if (pattern.matcher(lines.line(line)).find()) {
                reporter.line(rule, unit, line, "");
            }
        }
    }

    private static void maven(SourceUnit unit, Reporter reporter) {
        LineIndex lines = unit.file().lines();
        boolean repository = false;
        boolean comment = false;
        for (int line = 1; line <= lines.count(); line++) {
            String text = lines.line(line);
            comment |= text.contains("<!--");
            if (!comment) {
                repository |= OPENS_REPOSITORY.matcher(text).matches();
                if (repository && text.contains("<url>") && HTTP.matcher(text).find()) {
                    reporter.line(PLAIN_DEPENDENCY, unit, line, "");
                }
                if (LOOSE_MAVEN_VERSION.matcher(text).matches()) {
                    reporter.line(LOOSE_DEPENDENCY, unit, line, "");
                }
                repository &= !CLOSES_REPOSITORY.matcher(text).matches();
            }
            comment &= !text.contains("-->");
        }
    }

    private static void npm(SourceUnit unit, Reporter reporter) {
        LineIndex lines = unit.file().lines();
        boolean dependencies = false;
        for (int line = 1; line <= lines.count(); line++) {
            String text = lines.line(line);
            if (NPM_DEPENDENCIES.matcher(text).matches()) {
                dependencies = !text.contains("}");
                continue;
            }
            dependencies &= !text.contains("}");
            Matcher entry = NPM_ENTRY.matcher(text);
            if (!dependencies || !entry.find()) {
                continue;
            }
            String version = entry.group(2);
            if (version.startsWith("git://")
                    || version.startsWith("git+http://")
                    || HTTP.matcher(version).lookingAt()) {
                reporter.line(PLAIN_DEPENDENCY, unit, line, entry.group(1));
            } else if (version.isEmpty() || version.equals("*") || version.equals("latest") || version.equals("x")) {
                reporter.line(LOOSE_DEPENDENCY, unit, line, entry.group(1));
            }
        }
    }

    private static void cargo(SourceUnit unit, Reporter reporter) {
        LineIndex lines = unit.file().lines();
        boolean dependencies = false;
        for (int line = 1; line <= lines.count(); line++) {
            String text = lines.line(line).strip();
            if (text.startsWith("[")) {
                dependencies = text.contains("dependencies");
            } else if (dependencies && !text.startsWith("#")) {
                if (PLAIN_CARGO_SOURCE.matcher(text).find()) {
                    reporter.line(PLAIN_DEPENDENCY, unit, line, "");
                } else if (LOOSE_CARGO_VERSION.matcher(text).matches()) {
                    reporter.line(LOOSE_DEPENDENCY, unit, line, "");
                }
            }
        }
    }

    private static void pip(SourceUnit unit, Reporter reporter) {
        LineIndex lines = unit.file().lines();
        for (int line = 1; line <= lines.count(); line++) {
            String text = PIP_COMMENT.matcher(lines.line(line)).replaceAll("").strip();
            if (HTTP.matcher(text).find() || text.startsWith("--trusted-host")) {
                reporter.line(PLAIN_DEPENDENCY, unit, line, "");
            } else if (BARE_REQUIREMENT.matcher(text).matches()) {
                reporter.line(LOOSE_DEPENDENCY, unit, line, text);
            }
        }
    }

    private static void docker(SourceUnit unit, Reporter reporter) {
        LineIndex lines = unit.file().lines();
        Set<String> stages = new HashSet<>();
        stages.add("scratch");
        for (int line = 1; line <= lines.count(); line++) {
            String text = lines.line(line);
            Matcher from = FROM.matcher(text);
            if (from.matches()) {
                String image = from.group(1);
                String last = image.substring(image.lastIndexOf('/') + 1);
                boolean open = !last.contains(":") && !last.contains("@") || last.endsWith(":latest");
                if (open && !image.contains("$") && !stages.contains(image.toLowerCase(Locale.ROOT))) {
                    reporter.line(LOOSE_DEPENDENCY, unit, line, image);
                }
                if (from.group(2) != null) {
                    stages.add(from.group(2).toLowerCase(Locale.ROOT));
                }
            } else if (DOCKER_ADD.matcher(text).matches() && HTTP.matcher(text).find()) {
                reporter.line(PLAIN_DEPENDENCY, unit, line, "");
            }
        }
    }

    private static void gradle(SourceUnit unit, Reporter reporter) {
        lines(unit, reporter, "^(?!\\s*//).*\\burl\\b[\\s(=]*(?:uri\\()?\\s*[\"']http://" + LOCAL, PLAIN_DEPENDENCY);
        lines(unit, reporter, "^(?!\\s*//).*allowInsecureProtocol\\s*=\\s*true", PLAIN_DEPENDENCY);
        lines(
                unit,
                reporter,
                "^\\s*(?:implementation|api|compileOnly|runtimeOnly|testImplementation)[\\s(]+[\"'][^\"':]+:[^\"':]+:(?:\\+|latest\\.\\w+)[\"']",
                LOOSE_DEPENDENCY);
    }
}
