package io.opdbus.core.source;

import io.opdbus.core.source.Placed.Form;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.common.SpecVersion;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Turns the events of the YAML parser into a positioned tree; refuses what makes YAML surprising. */
final class YamlReader {

    private static final String STANDARD_TAG = "tag:yaml.org,2002:";

    private final SourceText text;
    private final TreeBuilder tree;
    private int documents;
    private int depthOfRefusedKey;
    private int lastCharacter;
    private int lastOffset;

    private YamlReader(SourceText text, TreeBuilder tree) {
        this.text = text;
        this.tree = tree;
    }

    static void read(SourceText text, TreeBuilder tree) {
        YamlReader reader = new YamlReader(text, tree);
        try {
            LoadSettings settings = settings(text.text());
            Parser events = new ParserImpl(settings, new StreamReader(settings, text.text()));
            while (!tree.stopped() && events.hasNext()) {
                reader.take(events.next());
            }
            if (reader.documents == 0) {
                tree.stop(0, SourceDocument.EMPTY);
            }
        } catch (MarkedYamlEngineException e) {
            int offset = e.getProblemMark().map(reader::offset).orElse(0);
            int context = e.getContextMark().map(reader::offset).orElse(offset);
            YamlSyntaxMessage message = YamlSyntaxMessage.of(e, text, offset, context, tree);
            tree.stop(message.offset(), message.text());
        }
    }

    /** The parser stumbles over a character of two units at the border of its buffer, so all is read at once. */
    private static LoadSettings settings(String text) {
        return LoadSettings.builder()
                .setUseMarks(true)
                .setCodePointLimit(Integer.MAX_VALUE)
                .setBufferSize(text.length() + 2)
                .setVersionFunction(version -> version)
                .build();
    }

    private void take(Event event) {
        switch (event.getEventId()) {
            case DocumentStart -> startDocument((DocumentStartEvent) event);
            case MappingStart, SequenceStart -> startCollection((CollectionStartEvent) event);
            case MappingEnd, SequenceEnd -> endCollection();
            case Scalar -> scalar((ScalarEvent) event);
            case Alias -> alias((AliasEvent) event);
            default -> {
                // the ends of documents and of the stream, and comments, say nothing
            }
        }
    }

    private void startDocument(DocumentStartEvent event) {
        if (++documents > 1) {
            tree.stop(start(event), "a second document starts here; a file holds one");
        }
        event.getSpecVersion()
                .filter(version -> !version.equals(new SpecVersion(1, 2)))
                .ifPresent(version -> tree.problem(
                        start(event),
                        "YAML " + version.getRepresentation() + " is asked for, but files are read as YAML 1.2; remove"
                                + " the %YAML line"));
    }

    private void startCollection(CollectionStartEvent event) {
        if (depthOfRefusedKey > 0) {
            depthOfRefusedKey++;
            tree.allowsDepth(depthOfRefusedKey, start(event));
            return;
        }
        boolean isMap = event.getEventId() == Event.ID.MappingStart;
        if (tree.expectsKey()) {
            tree.refuseKey(start(event), "a key must be a string, not a " + (isMap ? "map" : "list"));
            depthOfRefusedKey = 1;
            return;
        }
        refuseProperties(event, event.getTag().orElse(""));
        if (isMap) {
            tree.startMap(start(event));
        } else {
            tree.startList(start(event));
        }
    }

    private void endCollection() {
        if (depthOfRefusedKey > 0) {
            depthOfRefusedKey--;
        } else {
            tree.end();
        }
    }

    private void scalar(ScalarEvent event) {
        if (depthOfRefusedKey > 0) {
            return;
        }
        refuseProperties(event, event.getTag().orElse(""));
        int start = start(event);
        boolean plain = event.getScalarStyle() == ScalarStyle.PLAIN;
        if (tree.expectsKey()) {
            key(event.getValue(), start, plain);
        } else if (event.getTag().isPresent()) {
            tree.scalar(Placed.UNREAD, start, Form.OTHER);
        } else if (plain) {
            Scalars.Reading reading = Scalars.plain(event.getValue());
            String refusal = reading.refusal();
            if (refusal == null) {
                tree.scalar(reading.value(), start, Form.PLAIN);
            } else {
                tree.refuseValue(start, refusal);
            }
        } else {
            tree.scalar(event.getValue(), start, form(event.getScalarStyle()));
        }
    }

    private void key(String name, int start, boolean plain) {
        if (plain && name.equals("<<")) {
            tree.refuseKey(start, "merge key '<<' is not supported; write its entries out");
        } else if (plain && !(Scalars.plain(name).value() instanceof String)) {
            tree.refuseKey(
                    start,
                    name.isEmpty()
                            ? "a key is missing before ':'"
                            : "key " + name + " is not a string; write \"" + name + "\"");
        } else {
            tree.key(name, start);
        }
    }

    private void alias(AliasEvent event) {
        if (depthOfRefusedKey > 0) {
            return;
        }
        String message =
                "alias '*" + Words.shorten(event.getAlias().toString()) + "' is not supported; write the value out";
        if (tree.expectsKey()) {
            tree.refuseKey(start(event), message);
        } else {
            tree.refuseValue(start(event), message);
        }
    }

    private void refuseProperties(NodeEvent event, String tag) {
        event.getAnchor()
                .ifPresent(anchor -> tree.problem(
                        start(event),
                        "anchor '&" + Words.shorten(anchor.toString())
                                + "' is not supported; write the value out where it is used"));
        if (!tag.isEmpty()) {
            String written = tag.startsWith(STANDARD_TAG) ? "!!" + tag.substring(STANDARD_TAG.length()) : tag;
            tree.problem(start(event), "tag '" + Words.shorten(written) + "' is not supported; remove it");
        }
    }

    private static Form form(ScalarStyle style) {
        return switch (style) {
            case SINGLE_QUOTED -> Form.SINGLE_QUOTED;
            case DOUBLE_QUOTED -> Form.DOUBLE_QUOTED;
            case LITERAL -> Form.LITERAL;
            default -> Form.OTHER;
        };
    }

    private int start(Event event) {
        return event.getStartMark().map(this::offset).orElse(0);
    }

    /** The parser counts characters, we count UTF-16 units. */
    private int offset(Mark mark) {
        int target = Math.min(mark.getIndex(), text.text().length());
        if (text.hasSurrogates()) {
            lastOffset = text.text().offsetByCodePoints(lastOffset, mark.getIndex() - lastCharacter);
            lastCharacter = mark.getIndex();
            return lastOffset;
        }
        return target;
    }
}
