package io.opdbus.core.skill;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.Location;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.error.Problem;
import io.opdbus.core.source.Format;
import io.opdbus.core.source.Problems;
import io.opdbus.core.source.SourceDocument;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads skills in the Agent Skills format: a folder with a {@code SKILL.md} of YAML front matter and Markdown.
 *
 * <p>A strict loader refuses whatever departs from the format. A lenient one, for skills that others wrote, takes what can
 * be understood and warns: a name that is not the folder's, long texts, tools in a list, a value whose colon needs quotes;
 * keys that it does not know are passed over. Neither takes a skill without name or description. Immutable.
 */
public final class SkillLoader {

    /** The file that makes a folder a skill. */
    public static final String FILE = "SKILL.md";
    /** The largest {@code SKILL.md} that is read, in bytes (R19). */
    public static final int MAX_BYTES = 1 << 20;

    private static final SkillLoader STRICT = new SkillLoader(true);
    private static final SkillLoader LENIENT = new SkillLoader(false);

    private final boolean strict;

    private SkillLoader(boolean strict) {
        this.strict = strict;
    }

    /**
     * A loader that refuses whatever departs from the format.
     *
     * @return the loader
     */
    public static SkillLoader strict() {
        return STRICT;
    }

    /**
     * A loader that warns of departures and takes what can be understood.
     *
     * @return the loader
     */
    public static SkillLoader lenient() {
        return LENIENT;
    }

    /**
     * Reads one skill. Never throws for what the folder holds.
     *
     * @param folder the skill's own folder
     * @return the skill, or what is wrong with it
     */
    public LoadedSkill load(Path folder) {
        return load(SkillFolder.onDisk(folder));
    }

    LoadedSkill load(SkillFolder folder) {
        String source = folder.describe(FILE);
        Problems problems = new Problems();
        Optional<FrontMatter> parts = text(folder, source, problems).flatMap(text -> {
            Optional<FrontMatter> split = FrontMatter.split(text);
            if (split.isEmpty()) {
                problems.error(
                        new Location(source, 1, 1, ""),
                        "a skill begins with front matter between two lines '---'; write name and description there");
            }
            return split;
        });
        if (parts.isEmpty()) {
            return new LoadedSkill(Optional.empty(), problems.sorted());
        }
        return new SkillReader(strict, folder, problems).read(document(source, parts.get(), problems), parts.get());
    }

    private SourceDocument document(String source, FrontMatter parts, Problems problems) {
        SourceDocument document = SourceDocument.parse(source, parts.yaml(), Format.YAML);
        if (strict || document.problems().isEmpty()) {
            return document;
        }
        SourceDocument mended = SourceDocument.parse(source, parts.quoted().yaml(), Format.YAML);
        if (!mended.problems().isEmpty()) {
            return document;
        }
        Location first = document.problems().get(0).location();
        problems.warning(first, "a value that holds a colon and a blank needs quotes; it was read as text");
        return mended;
    }

    private static Optional<String> text(SkillFolder folder, String source, Problems problems) {
        Location whole = new Location(source, 0, 0, "");
        try {
            byte[] bytes = folder.read(FILE, MAX_BYTES);
            if (bytes.length > MAX_BYTES) {
                problems.error(
                        whole, "the file is larger than " + MAX_BYTES + " bytes; move parts into files beside it");
                return Optional.empty();
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (NoSuchFileException missing) {
            problems.error(whole, "there is no such file; a skill's folder has one");
        } catch (CharacterCodingException foreign) {
            problems.error(whole, "the file is not UTF-8");
        } catch (IOException unreadable) {
            problems.error(whole, "the file cannot be read: " + unreadable);
        } catch (OpdbusException outside) {
            problems.add(
                    Problem.error(ErrorCode.ACCESS_DENIED, whole, "it is a link that leads out of the skill's folder"));
        }
        return Optional.empty();
    }
}
