package io.opdbus.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The modules of opdbus, what each may know, and their classes as they are on the class path. */
final class Modules {

    private static final Set<String> BELOW_THE_HOST = Set.of("api", "core", "agents", "grpc", "dbus");

    /** By module: the modules whose classes it may use, besides its own. A module that is missing here fails the tests. */
    static final Map<String, Set<String>> MAY_KNOW = Map.of(
            "api", Set.of(),
            "testkit", Set.of("api"),
            "core", Set.of("api"),
            "grpc", Set.of("api", "core"),
            "dbus", Set.of("api", "core"),
            "agents", Set.of("api", "core"),
            "cli", BELOW_THE_HOST,
            "examples", BELOW_THE_HOST,
            "benchmarks", BELOW_THE_HOST);

    /** The main classes of all modules; tests, which may reach wherever they must, are left out. */
    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("io.opdbus");

    private static final Pattern MODULE_FOLDER = Pattern.compile("/opdbus-([a-z]+)/target/");
    private static final Pattern MODULE_PACKAGE = Pattern.compile("io\\.opdbus\\.([a-z]+)(\\..*)?");

    private Modules() {}

    /** The module whose classes or jar hold the class. */
    static String holding(JavaClass type) {
        String source = type.getSource()
                .orElseThrow(() -> new IllegalStateException(type.getName() + " has no source"))
                .getUri()
                .toString();
        Matcher folder = MODULE_FOLDER.matcher(source);
        if (!folder.find()) {
            throw new IllegalStateException(source + " is not in the build folder of a module");
        }
        return folder.group(1);
    }

    /** The module that a class of this package belongs to, going by the package's name. */
    static String named(JavaClass type) {
        Matcher name = MODULE_PACKAGE.matcher(type.getPackageName());
        return name.matches() ? name.group(1) : "?";
    }
}
