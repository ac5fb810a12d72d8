package io.opdbus.core.tool.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HeadAndTailTest {

    @Test
    void keepsAShortTextWhole() {
        HeadAndTail text = new HeadAndTail(10);
        text.append("hello");
        text.append("");
        text.append("world");

        assertThat(text.text()).isEqualTo("helloworld");
        assertThat(text.truncated()).isFalse();
        assertThat(text.end(4)).isEqualTo("orld");
    }

    @Test
    void keepsBothEndsHoweverTheTextArrives() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            StringBuilder whole = new StringBuilder();
            HeadAndTail text = new HeadAndTail(20);
            int pieces = random.nextInt(30);
            for (int i = 0; i < pieces; i++) {
                String piece = "abcdefghijklmnopqrstuvwxyz".substring(random.nextInt(26));
                whole.append(piece);
                text.append(piece);
            }
            String expected = whole.length() <= 20
                    ? whole.toString()
                    : whole.substring(0, 10) + "\n[... " + (whole.length() - 20) + " characters left out ...]\n"
                            + whole.substring(whole.length() - 10);
            assertThat(text.text()).isEqualTo(expected);
        }
    }

    @Test
    void neverSplitsACodePoint() {
        String smile = "\ud83d\ude00";
        for (int limit = 2; limit < 12; limit++) {
            HeadAndTail text = new HeadAndTail(limit);
            text.append("x" + smile.repeat(10));
            text.append(smile);
            assertThat(text.text().codePoints()).noneMatch(point -> point >= 0xD800 && point <= 0xDFFF);
        }
    }
}
