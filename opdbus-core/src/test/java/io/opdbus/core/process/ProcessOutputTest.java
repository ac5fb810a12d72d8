package io.opdbus.core.process;

import static io.opdbus.core.process.Ends.exitOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
@Timeout(60)
@Tag("R19")
class ProcessOutputTest {

    private final ProcessRunner runner = ProcessRunner.create();
    private final Recorder output = new Recorder();

    @Test
    void boundsHugeOutputButReadsItAll() throws Exception {
        ProcessSpec spec = ProcessSpec.builder("sh", "-c", "head -c 20000000 /dev/zero | tr '\\0' x; echo end >&2")
                .maxOutput(100_000)
                .build();

        ProcessExit exit = exitOf(runner.start(spec, output));

        assertThat(exit.exitCode()).isZero();
        assertThat(exit.stdoutBytes()).isEqualTo(20_000_000);
        assertThat(exit.stdoutTruncated()).isTrue();
        assertThat(exit.stderrTruncated()).isFalse();
        assertThat(output.stdout()).hasSize(100_000);
        assertThat(output.stderr()).isEqualTo("end\n");
        assertThat(output.chunks()).allMatch(chunk -> chunk.length() <= OutputListener.MAX_CHUNK);
    }

    @Test
    void cutsAtTheLimitBetweenCodePoints() throws Exception {
        ProcessSpec spec =
                ProcessSpec.builder("printf", "ab\u20ac\u20ac").maxOutput(7).build();

        ProcessExit exit = exitOf(runner.start(spec, output));

        assertThat(output.stdout()).isEqualTo("ab\u20ac");
        assertThat(exit.stdoutTruncated()).isTrue();
    }

    @Test
    void deliversExactlyTheLimitWithoutTruncation() throws Exception {
        ProcessExit exit = exitOf(
                runner.start(ProcessSpec.builder("printf", "abc").maxOutput(3).build(), output));

        assertThat(output.stdout()).isEqualTo("abc");
        assertThat(exit.stdoutTruncated()).isFalse();
    }

    @Test
    void replacesInvalidUtf8() throws Exception {
        exitOf(runner.start(ProcessSpec.builder("printf", "a\\377b\\342\\202").build(), output));

        assertThat(output.stdout()).isEqualTo("a\ufffdb\ufffd");
    }

    @Test
    void mergesBothStreamsInOrder() throws Exception {
        ProcessSpec spec = ProcessSpec.builder("sh", "-c", "echo 1; echo 2 >&2; echo 3")
                .mergedOutput(true)
                .build();

        ProcessExit exit = exitOf(runner.start(spec, output));

        assertThat(output.stdout()).isEqualTo("1\n2\n3\n");
        assertThat(exit.stderrBytes()).isZero();
    }

    @Test
    void waitsForASlowListenerAfterANormalEnd() throws Exception {
        CountDownLatch proceed = new CountDownLatch(1);
        List<String> seen = new ArrayList<>();
        RunningProcess process =
                runner.start(ProcessSpec.builder("echo", "late").build(), (source, text) -> {
                    proceed.await();
                    seen.add(text);
                });
        ProcessHandle.of(process.pid()).ifPresent(handle -> handle.onExit().join());

        assertThat(process.running()).isTrue();
        proceed.countDown();

        assertThat(exitOf(process).stdoutTruncated()).isFalse();
        assertThat(seen).containsExactly("late\n");
    }

    @Test
    void tellsWhatTheListenerThrewAndDrainsTheRest() throws Exception {
        IllegalStateException thrown = new IllegalStateException("no more");

        ProcessExit exit = exitOf(runner.start(
                ProcessSpec.builder("head", "-c", "1000000", "/dev/zero").build(), (source, text) -> {
                    throw thrown;
                }));

        assertThat(exit.listenerFailure()).containsSame(thrown);
        assertThat(exit.stdoutBytes()).isEqualTo(1_000_000);
        assertThat(exit.succeeded()).isTrue();
    }

    @Test
    void linesAreCutEvenly() throws Exception {
        List<String> lines = new ArrayList<>();
        List<OutputSource> ends = new ArrayList<>();
        OutputListener listener = OutputListener.lines(new OutputListener() {
            @Override
            public void onText(OutputSource source, String text) {
                lines.add(text);
            }

            @Override
            public void onEnd(OutputSource source) {
                ends.add(source);
            }
        });
        String smile = "\ud83d\ude00";
        String longLine = "x".repeat(OutputListener.MAX_CHUNK - 1) + smile + "y";

        listener.onText(OutputSource.STDOUT, "a");
        listener.onText(OutputSource.STDERR, "other");
        listener.onText(OutputSource.STDOUT, "b\r\n\nc\n" + longLine.substring(0, 100));
        listener.onText(OutputSource.STDOUT, longLine.substring(100) + "\nlast");
        listener.onEnd(OutputSource.STDOUT);

        assertThat(lines).containsExactly("ab", "", "c", "x".repeat(OutputListener.MAX_CHUNK - 1), smile + "y", "last");
        assertThat(ends).containsExactly(OutputSource.STDOUT);
    }

    @Test
    void decodingInPiecesEqualsDecodingAtOnce() {
        Random random = new Random(42);
        for (int round = 0; round < 2000; round++) {
            byte[] bytes = randomBytes(random);
            Utf8Chunks chunks = new Utf8Chunks(bytes.length + 1);
            StringBuilder text = new StringBuilder();
            for (int at = 0; at < bytes.length; ) {
                int length = Math.min(bytes.length - at, 1 + random.nextInt(5));
                byte[] piece = Arrays.copyOfRange(bytes, at, at + length);
                String part = chunks.next(piece, length);
                if (!part.isEmpty()) {
                    assertThat(Character.isHighSurrogate(part.charAt(part.length() - 1)))
                            .isFalse();
                }
                text.append(part);
                at += length;
            }
            text.append(chunks.end());
            assertThat(text.toString()).isEqualTo(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    private static byte[] randomBytes(Random random) {
        StringBuilder text = new StringBuilder();
        String[] alphabet = {"a", "\u00e4", "\u20ac", "\ud83d\ude00", "\n"};
        int length = random.nextInt(40);
        for (int i = 0; i < length; i++) {
            text.append(alphabet[random.nextInt(alphabet.length)]);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (random.nextBoolean()) {
            for (int i = 0; i < bytes.length; i += 1 + random.nextInt(10)) {
                bytes[i] = (byte) random.nextInt(256);
            }
        }
        return bytes;
    }
}
