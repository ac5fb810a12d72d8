package io.opdbus.core.plan;

import static io.opdbus.core.plan.Compiling.compile;
import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.workstack.Workstack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Costs are those of the graph's size, in time and in memory, and nothing recurses over it. */
class LargeGraphTest {

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aHundredThousandPhasesCompileWithinHalfAGigabyte() throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-Xmx512m",
                        "-Xss512k",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeDefinitions.class.getName(),
                        "chain",
                        "fan",
                        "references",
                        "ladder")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    @Test
    void oneCircleOfManyPhasesIsTold() {
        int phases = LargeDefinitions.PHASES;
        Workstack.Builder circle = Workstack.builder("circle");
        for (int i = 0; i < phases; i++) {
            String before = "p" + (i == 0 ? phases - 1 : i - 1);
            circle.phase("p" + i, p -> p.dependsOn(before).tool("noop"));
        }
        Compilation compilation = compile(circle.build(), Catalogue.usual());
        assertThat(compilation.problems()).hasSize(1);
        assertThat(compilation.problems().get(0).message())
                .contains("p0 -> p99999 -> p99998", "more … -> p0")
                .hasSizeLessThan(1_000);
    }

    @Test
    void manySmallCirclesAreTold() {
        Workstack.Builder circles = Workstack.builder("circles");
        for (int i = 0; i < 20_000; i++) {
            String partner = "p" + (i ^ 1);
            circles.phase("p" + i, p -> p.dependsOn(partner).tool("noop"));
        }
        assertThat(compile(circles.build(), Catalogue.usual()).problems()).hasSize(10_000);
    }
}
