package io.opdbus.agents.review.source;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A programming language, manifest or configuration format that the review reads, told by its file name. */
public enum Language {
    /** Java. */
    JAVA("Java", Kind.CODE, "java"),
    /** Kotlin, scripts included. */
    KOTLIN("Kotlin", Kind.CODE, "kt", "kts"),
    /** Python, stubs included. */
    PYTHON("Python", Kind.CODE, "py", "pyi", "pyw"),
    /** Rust. */
    RUST("Rust", Kind.CODE, "rs"),
    /** Go. */
    GO("Go", Kind.CODE, "go"),
    /** JavaScript, JSX included. */
    JAVASCRIPT("JavaScript", Kind.CODE, "js", "jsx", "mjs", "cjs"),
    /** TypeScript, TSX included. */
    TYPESCRIPT("TypeScript", Kind.CODE, "ts", "tsx", "mts", "cts"),
    /** C, and headers that may be of either. */
    C("C", Kind.CODE, "c", "h"),
    /** C++. */
    CPP("C++", Kind.CODE, "cc", "cpp", "cxx", "hh", "hpp", "hxx"),
    /** POSIX shell, bash and the like. */
    SHELL("Shell", Kind.CODE, "sh", "bash", "zsh", "ksh"),
    /** A {@code pom.xml}. */
    MAVEN("Maven POM", Kind.MANIFEST),
    /** A Gradle build in Groovy. */
    GRADLE("Gradle", Kind.MANIFEST, "gradle"),
    /** A {@code Cargo.toml}. */
    CARGO("Cargo manifest", Kind.MANIFEST),
    /** A {@code package.json}. */
    NPM("npm manifest", Kind.MANIFEST),
    /** A {@code requirements.txt}. */
    PIP("pip requirements", Kind.MANIFEST),
    /** A {@code go.mod}. */
    GO_MODULE("Go module", Kind.MANIFEST),
    /** A Dockerfile. */
    DOCKERFILE("Dockerfile", Kind.MANIFEST, "dockerfile"),
    /** YAML. */
    YAML("YAML", Kind.CONFIG, "yaml", "yml"),
    /** JSON. */
    JSON("JSON", Kind.CONFIG, "json"),
    /** TOML. */
    TOML("TOML", Kind.CONFIG, "toml"),
    /** XML. */
    XML("XML", Kind.CONFIG, "xml"),
    /** Keys and values on lines: properties, ini, env. */
    PROPERTIES("properties", Kind.CONFIG, "properties", "env", "ini", "cfg", "conf"),
    /** A file for cryptographic keys. */
    KEY_FILE("key file", Kind.CONFIG, "pem", "key");

    /** What a format is for: only {@code CODE} is tokenised. */
    public enum Kind {
        /** A programming language. */
        CODE,
        /** Tells a package manager or builder what to do. */
        MANIFEST,
        /** Settings and data. */
        CONFIG
    }

    private static final Map<String, Language> BY_EXTENSION = byExtension();
    private static final Map<String, Language> BY_NAME = Map.of(
            "pom.xml", MAVEN,
            "cargo.toml", CARGO,
            "package.json", NPM,
            "go.mod", GO_MODULE,
            "dockerfile", DOCKERFILE,
            "containerfile", DOCKERFILE,
            ".npmrc", PROPERTIES,
            ".pypirc", PROPERTIES,
            "id_rsa", KEY_FILE,
            "id_ed25519", KEY_FILE);
    private static final Set<Language> CODE = byKind(Kind.CODE);

    private final String label;
    private final Kind kind;
    private final String[] extensions;

    Language(String label, Kind kind, String... extensions) {
        this.label = label;
        this.kind = kind;
        this.extensions = extensions;
    }

    /** The name that people know, such as {@code C++}. */
    public String label() {
        return label;
    }

    /** What the format is for. */
    public Kind kind() {
        return kind;
    }

    /** All programming languages, in declaration order. */
    public static Set<Language> code() {
        return CODE;
    }

    /** The language of a file of this name (the last part of its path), if it is one that the review knows. */
    public static Optional<Language> ofFileName(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        Language named = BY_NAME.get(name);
        if (named != null) {
            return Optional.of(named);
        }
        if (name.startsWith("requirements") && name.endsWith(".txt")) {
            return Optional.of(PIP);
        }
        if (name.startsWith("dockerfile.")) {
            return Optional.of(DOCKERFILE);
        }
        if (name.equals(".env") || name.startsWith(".env.")) {
            return Optional.of(PROPERTIES);
        }
        int dot = name.lastIndexOf('.');
        return dot < 0 ? Optional.empty() : Optional.ofNullable(BY_EXTENSION.get(name.substring(dot + 1)));
    }

    /** The language that a script without an extension names in its first line ({@code #!/bin/sh}), if it does. */
    public static Optional<Language> ofShebang(String firstLine) {
        if (!firstLine.startsWith("#!")) {
            return Optional.empty();
        }
        String[] words = firstLine.substring(2).trim().split("\\s+");
        String program = words[0].substring(words[0].lastIndexOf('/') + 1);
        if (program.equals("env") && words.length > 1) {
            program = words[words[1].startsWith("-") && words.length > 2 ? 2 : 1];
        }
        return switch (program.replaceAll("[0-9.]+$", "")) {
            case "sh", "bash", "zsh", "ksh", "dash" -> Optional.of(SHELL);
            case "python" -> Optional.of(PYTHON);
            case "node", "nodejs", "deno", "bun" -> Optional.of(JAVASCRIPT);
            default -> Optional.empty();
        };
    }

    private static Map<String, Language> byExtension() {
        Map<String, Language> map = new HashMap<>();
        for (Language language : values()) {
            for (String extension : language.extensions) {
                map.put(extension, language);
            }
        }
        return map;
    }

    private static Set<Language> byKind(Kind kind) {
        Set<Language> set = EnumSet.noneOf(Language.class);
        for (Language language : values()) {
            if (language.kind == kind) {
                set.add(language);
            }
        }
        return java.util.Collections.unmodifiableSet(set);
    }
}
