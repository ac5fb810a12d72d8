package io.opdbus.agents.review;

import io.opdbus.agents.review.rule.Severity;
import io.opdbus.agents.review.source.PathFilter;
import io.opdbus.agents.review.source.SourceTree;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.schema.Parameters;
import io.opdbus.api.value.Arguments;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a review is asked to look at, and how much of it to tell.
 *
 * @param path the root of the tree as given
 * @param tree the tree behind its filter
 * @param maxFindings how many findings the result holds at most
 * @param minSeverity findings less grave are left out
 */
record ReviewArguments(String path, SourceTree tree, int maxFindings, Severity minSeverity) {
    private static final int DEFAULT_FINDINGS = 300;
    private static final int MOST_FINDINGS = 1_000;

    /** The parameters that say which tree, and which part of it. */
    static Parameters.Builder declareTree(Parameters.Builder parameters) {
        Map<String, Object> globs = Map.of("type", "array", "items", Map.of("type", "string"));
        return parameters
                .optional(
                        "path",
                        String.class,
                        "the directory or file to look at; the working directory if left out",
                        ".")
                .schema(
                        "include",
                        described(globs, "globs of the files to look at; all source files if left out"),
                        false)
                .schema("exclude", described(globs, "globs of files and directories to leave out"), false);
    }

    /** The parameters of a review. */
    static Parameters.Builder declareReview(Parameters.Builder parameters) {
        List<String> severities =
                Arrays.stream(Severity.values()).map(Severity::key).toList();
        return declareTree(parameters)
                .schema(
                        "max_findings",
                        Map.of(
                                "type",
                                "integer",
                                "minimum",
                                0L,
                                "maximum",
                                (long) MOST_FINDINGS,
                                "default",
                                (long) DEFAULT_FINDINGS,
                                "description",
                                "how many findings to show, the gravest first; all are counted"),
                        false)
                .schema(
                        "min_severity",
                        Map.of("type", "string", "enum", severities, "description", "leave out what is less grave"),
                        false);
    }

    static ReviewArguments of(Arguments arguments, Severity defaultSeverity) {
        String path = arguments.optionalString("path").orElse(".");
        long findings = arguments.optionalInteger("max_findings").orElse((long) DEFAULT_FINDINGS);
        if (findings < 0 || findings > MOST_FINDINGS) {
            throw invalid("argument 'max_findings' must be between 0 and " + MOST_FINDINGS + ", is " + findings);
        }
        Severity severity = arguments
                .optionalString("min_severity")
                .map(name -> Severity.of(name)
                        .orElseThrow(() -> invalid("argument 'min_severity' must be one of "
                                + Arrays.toString(Severity.values()).toLowerCase(Locale.ROOT) + ", is \"" + name
                                + "\"")))
                .orElse(defaultSeverity);
        return new ReviewArguments(path, tree(arguments), (int) findings, severity);
    }

    /** The tree that the arguments name. */
    static SourceTree tree(Arguments arguments) {
        String path = arguments.optionalString("path").orElse(".");
        try {
            return SourceTree.at(Path.of(path))
                    .filteredBy(PathFilter.of(arguments.strings("include"), arguments.strings("exclude")));
        } catch (InvalidPathException e) {
            throw invalid("argument 'path' is not a path: \"" + path + "\": " + e.getReason());
        } catch (IllegalArgumentException e) {
            throw invalid("argument 'include' or 'exclude' holds what is " + e.getMessage());
        }
    }

    private static Map<String, Object> described(Map<String, Object> schema, String description) {
        Map<String, Object> copy = new java.util.LinkedHashMap<>(schema);
        copy.put("description", description);
        return copy;
    }

    private static OpdbusException invalid(String message) {
        return new OpdbusException(ErrorCode.INVALID_ARGUMENTS, message);
    }
}
