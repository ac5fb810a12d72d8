package io.opdbus.core.source;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.InvalidDefinitionException;
import io.opdbus.api.error.Location;
import io.opdbus.api.error.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A YAML or JSON text that was read: its value tree, the place of each key and value, and everything that is wrong with
 * it. Reading never throws for what stands in the text or for a file that cannot be read; it leaves problems.
 *
 * <p>The tree consists of unmodifiable maps in the order of the text, unmodifiable lists, String, Boolean, Long (or
 * BigInteger), Double (or BigDecimal, without trailing zeros, where no double says the same number) and null.
 * Immutable.
 */
public final class SourceDocument {

    static final String EMPTY = "the document is empty";

    private final SourceText text;
    private final List<Problem> problems;
    private final @Nullable Placed root;

    private SourceDocument(SourceText text, List<Problem> problems, @Nullable Placed root) {
        this.text = text;
        this.problems = List.copyOf(problems);
        this.root = root;
    }

    /**
     * Reads a file with the default limits. The file's name tells its format; a name that tells none is read as YAML.
     *
     * @param file the file; its path as given is the name of the source
     * @return the document
     */
    public static SourceDocument read(Path file) {
        return read(file, SourceLimits.DEFAULT);
    }

    /**
     * Reads a file. Its name tells the format; a name that tells none is read as YAML.
     *
     * @param file the file; its path as given is the name of the source
     * @param limits how large it may be
     * @return the document
     */
    public static SourceDocument read(Path file, SourceLimits limits) {
        Format format = Format.ofFileName(file.toString()).orElse(Format.YAML);
        try (InputStream stream = Files.newInputStream(file)) {
            return parse(file.toString(), stream.readNBytes(limits.maxBytes() + 1), format, limits);
        } catch (NoSuchFileException e) {
            return refused(file.toString(), "there is no such file");
        } catch (IOException e) {
            String why = Files.isDirectory(file) ? "it is a directory" : "reading failed";
            return refused(file.toString(), "the file cannot be read: " + why);
        }
    }

    /**
     * Reads text with the default limits.
     *
     * @param sourceName what messages call the text, usually a file name
     * @param text the text; a byte order mark at its beginning is passed over
     * @param format how it is written
     * @return the document
     */
    public static SourceDocument parse(String sourceName, String text, Format format) {
        return parse(sourceName, text, format, SourceLimits.DEFAULT);
    }

    /**
     * Reads text.
     *
     * @param sourceName what messages call the text, usually a file name
     * @param text the text; a byte order mark at its beginning is passed over
     * @param format how it is written
     * @param limits how large it may be; its bytes are those of UTF-8
     * @return the document
     */
    public static SourceDocument parse(String sourceName, String text, Format format, SourceLimits limits) {
        if (text.length() > limits.maxBytes() || Utf8.length(text) > limits.maxBytes()) {
            return refused(sourceName, tooLarge(limits));
        }
        SourceText source = new SourceText(sourceName, text.startsWith("\uFEFF") ? text.substring(1) : text);
        TreeBuilder tree = new TreeBuilder(source, limits);
        int bad = Utf8.firstForbidden(source.text(), format);
        if (bad >= 0) {
            tree.stop(bad, Utf8.describeForbidden(source.text(), bad));
        } else if (format == Format.YAML) {
            YamlReader.read(source, tree);
        } else {
            JsonReader.read(source, tree);
        }
        Placed root = tree.root();
        if (root != null && root.value() == null && tree.problems().isEmpty() && format == Format.YAML) {
            tree.stop(0, EMPTY);
            root = null;
        }
        return new SourceDocument(source, tree.problems(), root);
    }

    /**
     * Reads bytes, which must be UTF-8.
     *
     * @param sourceName what messages call the text, usually a file name
     * @param bytes the text; a byte order mark at its beginning is passed over
     * @param format how it is written
     * @param limits how large it may be
     * @return the document
     */
    public static SourceDocument parse(String sourceName, byte[] bytes, Format format, SourceLimits limits) {
        if (bytes.length > limits.maxBytes()) {
            return refused(sourceName, tooLarge(limits));
        }
        Utf8.Decoded decoded = Utf8.decode(bytes);
        if (decoded.badByte() < 0) {
            return parse(sourceName, decoded.text(), format, limits);
        }
        SourceText before = new SourceText(sourceName, decoded.text());
        String message = "the text is not UTF-8: byte 0x"
                + HexFormat.of().toHexDigits(bytes[decoded.badByte()])
                + " at offset "
                + decoded.badByte();
        Location location = before.location(before.text().length(), JsonPointer.ROOT);
        return new SourceDocument(
                before, List.of(Problem.error(ErrorCode.INVALID_DEFINITION, location, message)), null);
    }

    private static String tooLarge(SourceLimits limits) {
        return "the text is larger than " + limits.maxBytes() + " bytes (SourceLimits.maxBytes)";
    }

    private static SourceDocument refused(String sourceName, String message) {
        Location location = new Location(sourceName, 0, 0, JsonPointer.ROOT);
        Problem problem = Problem.error(ErrorCode.INVALID_DEFINITION, location, message);
        return new SourceDocument(new SourceText(sourceName, ""), List.of(problem), null);
    }

    /**
     * What messages call the text.
     *
     * @return a file name or other description
     */
    public String sourceName() {
        return text.name();
    }

    /**
     * Everything that is wrong with the text itself, whatever it is meant to say.
     *
     * @return the problems in the order of the text; empty where it is well-formed
     */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * The value tree of a well-formed text.
     *
     * @return the value of the whole
     * @throws InvalidDefinitionException if the text has problems
     */
    public @Nullable Object root() {
        if (root == null || !problems.isEmpty()) {
            throw new InvalidDefinitionException(ErrorCode.INVALID_DEFINITION, problems);
        }
        return root.value();
    }

    /**
     * A cursor on the whole. The document's own problems are added to the given ones first. It is there even when the
     * text has problems, as long as its structure is clear, so that a reader finds the others in the same pass.
     *
     * @param problems where readers put what they find
     * @return the cursor; empty where the structure is not clear, for example after a syntax error
     */
    public Optional<Node> open(Problems problems) {
        problems.addAll(this.problems);
        return Optional.ofNullable(root).map(placed -> Node.of(placed.value(), locator(), problems));
    }

    /**
     * Finds places in this text.
     *
     * @return the locator of this document
     */
    public Locator locator() {
        return new Locator() {
            @Override
            public Location locate(String pointer) {
                return text.location(find(pointer).map(Placed::start).orElse(0), pointer);
            }

            @Override
            public Location locateKey(String pointer) {
                return text.location(find(pointer).map(Placed::keyStart).orElse(0), pointer);
            }

            @Override
            public Location locate(String pointer, int offset) {
                int at = find(pointer)
                        .map(placed -> ScalarOffsets.find(text, placed, offset))
                        .orElse(0);
                return text.location(at, pointer);
            }
        };
    }

    private Optional<Placed> find(String pointer) {
        return Optional.ofNullable(root).map(placed -> placed.find(pointer));
    }
}
