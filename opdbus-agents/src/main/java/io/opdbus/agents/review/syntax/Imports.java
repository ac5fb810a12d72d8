package io.opdbus.agents.review.syntax;

import io.opdbus.agents.review.source.Language;
import io.opdbus.agents.review.token.Tokens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The imports of one file, and what local names stand for. */
public final class Imports {
    private final List<Import> all;
    private final Map<String, String> qualified = new HashMap<>();

    private Imports(List<Import> all) {
        this.all = List.copyOf(all);
        for (Import one : all) {
            if (!one.member().equals("*")) {
                qualified.put(one.local(), one.qualified());
            }
        }
    }

    static Imports read(Language language, Tokens tokens, Brackets brackets) {
        return new Imports(
                switch (language) {
                    case JAVA, KOTLIN -> JvmImports.read(tokens);
                    case PYTHON -> PythonImports.read(tokens);
                    case JAVASCRIPT, TYPESCRIPT -> ScriptImports.read(tokens, brackets);
                    case RUST -> RustImports.read(tokens);
                    case GO -> GoImports.read(tokens);
                    case C, CPP -> IncludeImports.read(tokens);
                    default -> List.of();
                });
    }

    /** Every import, in the order of the file. */
    public List<Import> all() {
        return all;
    }

    /** A dotted name whose first part is replaced by what it was imported as; the name itself if it was not imported. */
    public String resolve(String name) {
        int dot = name.indexOf('.');
        String first = dot < 0 ? name : name.substring(0, dot);
        String target = qualified.get(first);
        if (target == null) {
            return name;
        }
        return dot < 0 ? target : target + name.substring(dot);
    }

    /** Whether a module, or something below it, is imported. */
    public boolean uses(String module) {
        for (Import one : all) {
            String name = one.qualified();
            boolean below = name.startsWith(module)
                    && name.length() > module.length()
                    && (name.charAt(module.length()) == '.' || name.charAt(module.length()) == '/');
            if (below || name.equals(module)) {
                return true;
            }
        }
        return false;
    }
}
