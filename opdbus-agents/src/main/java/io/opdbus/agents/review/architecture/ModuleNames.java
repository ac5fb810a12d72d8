package io.opdbus.agents.review.architecture;

/** What a file's modules are called: the unit of circles, and the unit that people are shown. */
final class ModuleNames {
    private ModuleNames() {}

    /** Where circles are looked for: a package in Java, Kotlin and Go, a file elsewhere. */
    static String fine(SourceFacts file) {
        return switch (file.language()) {
            case JAVA, KOTLIN, GO -> coarse(file);
            default -> file.path();
        };
    }

    /** What tables and pictures show: a package or directory. */
    static String coarse(SourceFacts file) {
        return file.name().isEmpty() ? file.directory() : file.name();
    }
}
