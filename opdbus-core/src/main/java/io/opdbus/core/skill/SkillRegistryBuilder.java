package io.opdbus.core.skill;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.InvalidDefinitionException;
import io.opdbus.api.error.Location;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.error.Problem;
import io.opdbus.api.skill.Skill;
import io.opdbus.core.source.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects skills. Where two have one name the nearer wins, with a warning: those made in code, then folders in the order in
 * which they were given, then the project's, then the user's, then the class path's. Not safe for use by several threads.
 */
public final class SkillRegistryBuilder {

    private static final Logger LOG = LoggerFactory.getLogger(SkillRegistry.class);
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(?:[-_][a-z0-9]+)*");
    private static final Path AGENT_SKILLS = Path.of(".agents", "skills");

    private final Map<String, Skill> made = new LinkedHashMap<>();
    private final List<Path> folders = new ArrayList<>();
    private @Nullable Path project;
    private @Nullable Path userHome;
    private @Nullable ClassLoader classPath;
    private int budget = SkillRegistry.DEFAULT_BUDGET;
    private SkillLoader loader = SkillLoader.strict();

    SkillRegistryBuilder() {}

    /**
     * Adds a skill made in code.
     *
     * @param skill its name may have {@code _} for {@code -}
     * @return this builder
     * @throws OpdbusException with {@link ErrorCode#DUPLICATE_NAME} if a skill of that name was added, with
     *     {@link ErrorCode#INVALID_ARGUMENT} if the name has another form
     */
    public SkillRegistryBuilder add(Skill skill) {
        String name = skill.name();
        if (name.length() > SkillReader.MAX_NAME || !NAME.matcher(name).matches()) {
            throw new OpdbusException(
                    ErrorCode.INVALID_ARGUMENT,
                    "skill name '" + name + "' must consist of lower-case letters, digits and single hyphens, at most "
                            + SkillReader.MAX_NAME);
        }
        Skill taken = made.putIfAbsent(SkillRegistry.fold(name), skill);
        if (taken != null) {
            throw new OpdbusException(
                    ErrorCode.DUPLICATE_NAME,
                    "two skills made in code are named alike: '" + taken.name() + "' and '" + name + "'; rename one");
        }
        return this;
    }

    /**
     * Adds the skills below a folder, and the folder itself if it is a skill. What is wrong with one of them stops
     * {@link #build()}.
     *
     * @param folder a folder of skills, or one skill's folder
     * @return this builder
     */
    public SkillRegistryBuilder folder(Path folder) {
        folders.add(Objects.requireNonNull(folder, "folder"));
        return this;
    }

    /**
     * Reads the folders that were given leniently, for skills that others wrote.
     *
     * @return this builder
     */
    public SkillRegistryBuilder lenient() {
        loader = SkillLoader.lenient();
        return this;
    }

    /**
     * Adds the skills in {@code .agents/skills} of a project, if it has that folder. They are read leniently; one that
     * cannot be used is left out with a warning.
     *
     * @param directory the project's directory
     * @return this builder
     */
    public SkillRegistryBuilder project(Path directory) {
        project = Objects.requireNonNull(directory, "directory");
        return this;
    }

    /**
     * Adds the skills in {@code .agents/skills} of a user's home, if there is that folder, as {@link #project}.
     *
     * @param home the user's home directory
     * @return this builder
     */
    public SkillRegistryBuilder userHome(Path home) {
        userHome = Objects.requireNonNull(home, "home");
        return this;
    }

    /**
     * Adds the skills in {@code META-INF/skills} of jars and directories, as {@link #project}. A jar must have entries for
     * its directories, as those that Maven makes do.
     *
     * @param lookup the class loader that knows them
     * @return this builder
     */
    public SkillRegistryBuilder classPath(ClassLoader lookup) {
        classPath = Objects.requireNonNull(lookup, "lookup");
        return this;
    }

    /**
     * How many bytes of Markdown the skills of one call may have together.
     *
     * @param bytes at least 1; 64 KiB unless set
     * @return this builder
     */
    public SkillRegistryBuilder budget(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("the budget must be at least 1 byte, is " + bytes);
        }
        budget = bytes;
        return this;
    }

    /**
     * Reads everything and ends the collection. Warnings are logged too.
     *
     * @return the registry
     * @throws InvalidDefinitionException if skills in the given folders have errors; all are listed
     */
    public SkillRegistry build() {
        Problems problems = new Problems();
        Map<String, SkillRegistry.Entry> entries = new LinkedHashMap<>();
        made.forEach((key, skill) -> entries.put(key, SkillRegistry.Entry.of(skill, null, "made in code")));
        folders.forEach(folder -> addAll(given(folder, problems), loader, entries, problems));
        problems.throwIfErrors();
        Problems foreign = new Problems();
        if (project != null) {
            addAgentSkills(project, entries, foreign);
        }
        if (userHome != null) {
            addAgentSkills(userHome, entries, foreign);
        }
        if (classPath != null) {
            addAll(SkillFinder.onClassPath(classPath, foreign), SkillLoader.lenient(), entries, foreign);
        }
        List<Problem> warnings = new ArrayList<>(problems.sorted());
        foreign.sorted().forEach(problem -> warnings.add(asWarning(problem)));
        warnings.forEach(warning -> LOG.warn("{}", warning));
        return new SkillRegistry(entries, warnings, budget);
    }

    private static List<SkillFolder> given(Path folder, Problems problems) {
        return Files.exists(folder.resolve(SkillLoader.FILE))
                ? List.of(SkillFolder.onDisk(folder))
                : SkillFinder.below(folder, problems);
    }

    private static void addAgentSkills(Path base, Map<String, SkillRegistry.Entry> entries, Problems problems) {
        Path root = base.resolve(AGENT_SKILLS);
        if (Files.isDirectory(root)) {
            addAll(SkillFinder.below(root, problems), SkillLoader.lenient(), entries, problems);
        }
    }

    private static void addAll(
            List<SkillFolder> found, SkillLoader loader, Map<String, SkillRegistry.Entry> entries, Problems problems) {
        for (SkillFolder folder : found) {
            LoadedSkill loaded = loader.load(folder);
            problems.addAll(loaded.problems());
            loaded.skill().ifPresent(skill -> {
                String origin = folder.describe(SkillLoader.FILE);
                SkillRegistry.Entry nearer = entries.putIfAbsent(
                        SkillRegistry.fold(skill.name()), SkillRegistry.Entry.of(skill, folder, origin));
                if (nearer != null) {
                    problems.warning(
                            new Location(origin, 0, 0, ""),
                            "skill '" + skill.name() + "' is hidden by the nearer one of the same name ("
                                    + nearer.origin() + ")");
                }
            });
        }
    }

    private static Problem asWarning(Problem problem) {
        return problem.severity() == Problem.Severity.WARNING
                ? problem
                : new Problem(
                        Problem.Severity.WARNING,
                        problem.code(),
                        problem.location(),
                        problem.message() + "; the skill is left out",
                        problem.suggestion());
    }
}
