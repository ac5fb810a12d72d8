package io.opdbus.core.skill;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.error.Problem;
import io.opdbus.api.error.UnknownNameException;
import io.opdbus.api.skill.ActiveSkill;
import io.opdbus.api.skill.Skill;
import io.opdbus.core.text.Suggestions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The skills of an executor, by name. Immutable: what one call activates, no other call sees.
 *
 * <p>A name is looked up with {@code -} and {@code _} alike, and its beginning suffices where no other skill begins so.
 */
public final class SkillRegistry {

    /** How many bytes of Markdown the skills of one call may have together, unless set. */
    public static final int DEFAULT_BUDGET = 64 * 1024;
    /** The largest file beside a {@code SKILL.md} that is read, in bytes (R19). */
    public static final int MAX_FILE = 1 << 20;

    private static final int NEAR = 3;
    private static final SkillRegistry EMPTY = builder().build();

    private final Map<String, Entry> entries;
    private final List<Problem> warnings;
    private final int budget;

    SkillRegistry(Map<String, Entry> entries, List<Problem> warnings, int budget) {
        this.entries = Collections.unmodifiableMap(new TreeMap<>(entries));
        this.warnings = List.copyOf(warnings);
        this.budget = budget;
    }

    /** A skill with what a call sees of it, made once, and the folder of its files. */
    record Entry(
            Skill skill,
            ActiveSkill active,
            int bytes,
            @Nullable SkillFolder folder,
            String origin) {

        static Entry of(Skill skill, @Nullable SkillFolder folder, String origin) {
            int bytes = skill.content().getBytes(StandardCharsets.UTF_8).length;
            return new Entry(skill, skill.activate(), bytes, folder, origin);
        }
    }

    /**
     * Starts a registry.
     *
     * @return a builder without skills
     */
    public static SkillRegistryBuilder builder() {
        return new SkillRegistryBuilder();
    }

    /**
     * A registry without skills.
     *
     * @return the registry
     */
    public static SkillRegistry empty() {
        return EMPTY;
    }

    /**
     * All skills.
     *
     * @return sorted by name
     */
    public List<Skill> skills() {
        return entries.values().stream().map(Entry::skill).toList();
    }

    /**
     * How many bytes of Markdown the skills of one call may have together.
     *
     * @return the budget that {@link #activate} keeps
     */
    public int budget() {
        return budget;
    }

    /**
     * What was odd when the skills were collected: skills hidden by nearer ones of the same name, skills of the project or
     * the user that cannot be used, departures from the format.
     *
     * @return warnings, may be empty
     */
    public List<Problem> warnings() {
        return warnings;
    }

    /**
     * Looks a skill up.
     *
     * @param name its name, or a beginning of it; {@code -} and {@code _} are alike
     * @return the skill
     * @throws UnknownNameException with {@link ErrorCode#UNKNOWN_NAME} and the nearest names if none fits, with
     *     {@link ErrorCode#AMBIGUOUS_NAME} and the candidates if several begin so
     */
    public Skill get(String name) {
        return entry(name).skill();
    }

    /**
     * Looks a skill up by its whole name.
     *
     * @param name its name; {@code -} and {@code _} are alike
     * @return the skill, or empty
     */
    public Optional<Skill> find(String name) {
        return Optional.ofNullable(entries.get(fold(name))).map(Entry::skill);
    }

    /**
     * What a call sees of the named skills. Each is there once, however often it is named.
     *
     * @param names names as for {@link #get}
     * @return higher priority first, then by name; unmodifiable
     * @throws UnknownNameException as {@link #get}
     * @throws OpdbusException with {@link ErrorCode#LIMIT_EXCEEDED} if they are larger than the budget together: none is
     *     left out in silence
     */
    public List<ActiveSkill> activate(Collection<String> names) {
        if (names.isEmpty()) {
            return List.of();
        }
        Set<Entry> chosen = new LinkedHashSet<>();
        names.forEach(name -> chosen.add(entry(name)));
        long bytes = chosen.stream().mapToLong(Entry::bytes).sum();
        if (bytes > budget) {
            throw tooLarge(chosen, bytes);
        }
        return chosen.stream()
                .sorted(Comparator.comparingInt((Entry entry) -> -entry.skill().priority())
                        .thenComparing(entry -> entry.skill().name()))
                .map(Entry::active)
                .toList();
    }

    /**
     * The tools that may be called while a skill is active.
     *
     * @param name its whole name
     * @return names of tools; empty means no restriction, and so does a skill that is not known
     */
    public List<String> allowedTools(String name) {
        Entry entry = entries.get(fold(name));
        return entry == null ? List.of() : entry.skill().allowedTools();
    }

    /**
     * One line a skill, for people and models that choose one.
     *
     * @return lines of {@code name: description}, sorted by name; empty without skills
     */
    public String catalogue() {
        return entries.values().stream()
                .map(entry -> entry.skill().name() + ": "
                        + entry.skill().description().replaceAll("\\s+", " ").strip())
                .collect(Collectors.joining("\n"));
    }

    /**
     * The files in a skill's folder.
     *
     * @param name the skill's name, as for {@link #get}
     * @return paths below its folder with {@code /}, sorted, at most a thousand; empty for a skill made in code
     * @throws OpdbusException if the folder cannot be read
     */
    public List<String> files(String name) {
        Entry entry = entry(name);
        try {
            return entry.folder() == null ? List.of() : entry.folder().files();
        } catch (IOException unreadable) {
            throw unreadable(entry, "its folder", unreadable);
        }
    }

    /**
     * Reads a file beside a skill's {@code SKILL.md}. Blocks.
     *
     * @param name the skill's name, as for {@link #get}
     * @param relative the file's path below the skill's folder, with {@code /}
     * @return its bytes
     * @throws OpdbusException with {@link ErrorCode#ACCESS_DENIED} if the path or a link leads out of the folder, with
     *     {@link ErrorCode#LIMIT_EXCEEDED} if the file is larger than {@link #MAX_FILE}, with
     *     {@link ErrorCode#UNKNOWN_NAME} if it cannot be read
     */
    public byte[] readFile(String name, String relative) {
        Entry entry = entry(name);
        if (entry.folder() == null) {
            throw new OpdbusException(
                    ErrorCode.UNKNOWN_NAME,
                    "skill '" + entry.skill().name() + "' was made in code and has no files, so no '" + relative + "'");
        }
        try {
            byte[] bytes = entry.folder().read(relative, MAX_FILE);
            if (bytes.length > MAX_FILE) {
                throw new OpdbusException(
                        ErrorCode.LIMIT_EXCEEDED,
                        "'" + relative + "' of skill '" + entry.skill().name() + "' is larger than " + MAX_FILE
                                + " bytes");
            }
            return bytes;
        } catch (IOException unreadable) {
            throw unreadable(entry, "'" + relative + "'", unreadable);
        }
    }

    /** Names that differ in {@code -} and {@code _} alone are one. */
    static String fold(String name) {
        return name.replace('_', '-');
    }

    private Entry entry(String name) {
        String wanted = fold(name);
        Entry exact = entries.get(wanted);
        if (exact != null) {
            return exact;
        }
        Map<String, Entry> fitting = new LinkedHashMap<>();
        if (!wanted.isBlank()) {
            entries.forEach((key, entry) -> {
                if (key.startsWith(wanted)) {
                    fitting.put(entry.skill().name(), entry);
                }
            });
        }
        if (fitting.size() == 1) {
            return fitting.values().iterator().next();
        }
        throw fitting.isEmpty() ? unknown(name) : ambiguous(name, List.copyOf(fitting.keySet()));
    }

    private UnknownNameException unknown(String name) {
        List<String> known = skills().stream().map(Skill::name).toList();
        List<String> near = Suggestions.nearest(name, known, NEAR);
        String hint = near.isEmpty() ? "register it, or add its folder" : "did you mean " + quoted(near, " or ") + "?";
        return new UnknownNameException(
                ErrorCode.UNKNOWN_NAME, name, "no skill is named '" + name + "'; " + hint, near);
    }

    private static UnknownNameException ambiguous(String name, List<String> candidates) {
        return new UnknownNameException(
                ErrorCode.AMBIGUOUS_NAME,
                name,
                "several skills begin with '" + name + "': " + quoted(candidates, ", ") + "; write one in full",
                candidates);
    }

    private OpdbusException tooLarge(Collection<Entry> chosen, long bytes) {
        String sizes = chosen.stream()
                .sorted(Comparator.comparingInt(entry -> -entry.bytes()))
                .map(entry -> entry.skill().name() + " " + entry.bytes())
                .collect(Collectors.joining(", "));
        return new OpdbusException(
                ErrorCode.LIMIT_EXCEEDED,
                "the skills take " + bytes + " bytes together, " + budget + " are allowed (" + sizes
                        + "); name fewer, move parts into files beside SKILL.md, or raise the budget");
    }

    private static OpdbusException unreadable(Entry entry, String what, IOException cause) {
        return new OpdbusException(
                ErrorCode.UNKNOWN_NAME,
                what + " of skill '" + entry.skill().name() + "' (" + entry.origin() + ") cannot be read: " + cause,
                cause);
    }

    private static String quoted(List<String> names, String between) {
        return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(between));
    }
}
