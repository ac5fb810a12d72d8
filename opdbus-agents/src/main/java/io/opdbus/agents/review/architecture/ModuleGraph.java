package io.opdbus.agents.review.architecture;

import io.opdbus.agents.review.source.Language;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How the modules of a tree depend on each other. Test code does not count.
 *
 * @param fine between the units that circles are looked for in
 * @param coarse between the modules that people are shown
 */
record ModuleGraph(Digraph fine, Digraph coarse) {
    static ModuleGraph of(List<SourceFacts> files, Map<String, String> goModules) {
        Digraph fine = new Digraph();
        Digraph coarse = new Digraph();
        Map<Language, List<SourceFacts>> groups = new EnumMap<>(Language.class);
        for (SourceFacts file : files) {
            if (!file.test()) {
                groups.computeIfAbsent(group(file.language()), key -> new ArrayList<>())
                        .add(file);
            }
        }
        groups.forEach((language, members) -> {
            ImportResolver resolver = resolver(language).apply(new Sources(members, goModules));
            for (SourceFacts file : members) {
                int from = fine.node(ModuleNames.fine(file));
                int shown = coarse.node(ModuleNames.coarse(file));
                for (String target : file.imports()) {
                    Optional<SourceFacts> found = resolver.resolve(file, target);
                    if (found.isPresent()) {
                        coarse.edge(shown, coarse.node(ModuleNames.coarse(found.get())));
                        if (!contains(file, found.get())) {
                            fine.edge(from, fine.node(ModuleNames.fine(found.get())));
                        }
                    }
                }
            }
        });
        return new ModuleGraph(fine, coarse);
    }

    private record Sources(List<SourceFacts> files, Map<String, String> goModules) {}

    /** Languages whose files import each other. */
    private static Language group(Language language) {
        return switch (language) {
            case KOTLIN -> Language.JAVA;
            case TYPESCRIPT -> Language.JAVASCRIPT;
            case CPP -> Language.C;
            default -> language;
        };
    }

    private static Function<Sources, ImportResolver> resolver(Language language) {
        return switch (language) {
            case JAVA -> sources -> new PackageResolver(sources.files());
            case PYTHON -> sources -> new PythonResolver(sources.files());
            case RUST -> sources -> new RustResolver(sources.files());
            case GO -> sources -> new GoResolver(sources.files(), sources.goModules());
            case JAVASCRIPT, C -> sources -> new PathResolver(sources.files());
            default -> sources -> (from, target) -> Optional.empty();
        };
    }

    /** Whether one Rust module lies inside the other, or one Python module is the package of the other: that is no circle. */
    private static boolean contains(SourceFacts from, SourceFacts to) {
        return switch (from.language()) {
            case RUST -> within(space(from), space(to)) || within(space(to), space(from));
            case PYTHON ->
                to.stem().equals("__init__") && within(from.directory(), to.directory())
                        || from.stem().equals("__init__") && within(to.directory(), from.directory());
            default -> false;
        };
    }

    private static boolean within(String inner, String outer) {
        return inner.equals(outer) || inner.startsWith(outer + "/");
    }

    private static String space(SourceFacts file) {
        String stem = file.stem();
        boolean own = stem.equals("mod") || stem.equals("lib") || stem.equals("main");
        return own ? file.directory() : file.directory() + "/" + stem;
    }
}
