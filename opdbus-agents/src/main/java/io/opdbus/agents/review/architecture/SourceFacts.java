package io.opdbus.agents.review.architecture;

import io.opdbus.agents.review.source.Language;
import java.util.List;

/**
 * What is remembered of one file until the whole tree has been read.
 *
 * @param path relative to the root
 * @param language what it is written in
 * @param name the package it declares, in Java and Kotlin; empty otherwise
 * @param codeLines lines with code on them
 * @param test whether it is test code
 * @param tested whether it holds tests of its own, as Rust files do
 * @param imports what it imports when it is loaded: module names or paths as written
 */
record SourceFacts(
        String path,
        Language language,
        String name,
        int codeLines,
        boolean test,
        boolean tested,
        List<String> imports) {
    String directory() {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "." : path.substring(0, slash);
    }

    /** The file's name without directory and extension. */
    String stem() {
        String file = path.substring(path.lastIndexOf('/') + 1);
        int dot = file.indexOf('.');
        return dot <= 0 ? file : file.substring(0, dot);
    }
}
