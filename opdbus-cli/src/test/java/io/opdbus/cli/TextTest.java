package io.opdbus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextTest {

    @Test
    void wideCombiningAndColouredTextIsMeasured() {
        assertThat(TextWidth.of("abc")).isEqualTo(3);
        assertThat(TextWidth.of("\u5927\u5c0f")).isEqualTo(4);
        assertThat(TextWidth.of("e\u0301")).isEqualTo(1);
        assertThat(TextWidth.of("\ud83d\ude80")).isEqualTo(2);
        assertThat(TextWidth.of("\u001b[31mred\u001b[0m")).isEqualTo(3);
    }

    @Test
    void textIsCutBetweenCharacters() {
        assertThat(TextWidth.fit("abcdef", 6)).isEqualTo("abcdef");
        assertThat(TextWidth.fit("abcdefg", 6)).isEqualTo("abc...");
        assertThat(TextWidth.fit("\u5927\u5927\u5927\u5927", 6)).isEqualTo("\u5927...");
        assertThat(TextWidth.fit("\ud83d\ude80\ud83d\ude80\ud83d\ude80", 5)).isEqualTo("\ud83d\ude80...");
    }

    @Test
    void nothingThatSteersATerminalPasses() {
        assertThat(TextWidth.plain("a\u001b[2Jb\u001b]0;title\u0007c\u001b]8;;x\u001b\\d\u0007\n\u202ee"))
                .isEqualTo("abcd   e");
        assertThat(TextWidth.plain("cut \u001b[3")).isEqualTo("cut ");
    }

    @Test
    void theLastLineIsTheLastThatIsNotBlank() {
        assertThat(LiveProgress.lastLine("one\ntwo\n\n")).isEqualTo("two");
        assertThat(LiveProgress.lastLine("10%\r20%")).isEqualTo("20%");
        assertThat(LiveProgress.lastLine("")).isEmpty();
    }

    @Test
    void outputsAreReadable() {
        Map<String, Object> outputs = new LinkedHashMap<>();
        outputs.put("report", "# Title\nText");
        outputs.put("name", "Ada");
        outputs.put("counts", Map.of("high", 1L));

        assertThat(Outputs.text(outputs)).isEqualTo("report:\n# Title\nText\nname: Ada\ncounts:\n  high: 1\n");
        assertThat(Outputs.text(Map.of("report", "# Title\n"))).isEqualTo("# Title\n");
        assertThat(Outputs.text(Map.of())).isEmpty();
    }
}
