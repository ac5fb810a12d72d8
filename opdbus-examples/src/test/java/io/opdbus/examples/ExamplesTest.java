package io.opdbus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {

    @Test
    void helloTool() throws Exception {
        assertThat(Output.of(() -> HelloTool.main())).isEqualTo("Hello world\n");
        assertThat(Output.of(() -> HelloTool.main("opdbus"))).isEqualTo("Hello opdbus\n");
    }

    @Test
    void featureWorkstackTakesBackWhatItWrote(@TempDir Path folder) throws Exception {
        String output = Output.of(() -> FeatureWorkstack.main(folder.toString()));
        assertThat(output).contains("good.md: SUCCEEDED", "feature.txt is there");
        assertThat(output.substring(output.indexOf("bad.md")))
                .startsWith("bad.md: FAILED\n")
                .contains("1 test of 1 failed: division by zero", "feature.txt is gone");
    }

    @Test
    void yamlHost() throws Exception {
        assertThat(Output.of(() -> YamlHost.main("yaml-host", "workstack_release_notes", "version=1.2")))
                .isEqualTo("# Release 1.2\n2 changes\nThe team\n");
        assertThat(Output.of(() -> YamlHost.main("yaml-host", "workstack_release_notes", "versoin=1.2")))
                .contains("did you mean 'version'?");
        assertThat(Output.of(() ->
                        YamlHost.main("yaml-host", "workstack_release_notes", "version=1.2", "changes=../secret.txt")))
                .contains("read is FAILED");
    }

    @Test
    void listeningHost() throws Exception {
        String output = Output.of(() -> ListeningHost.main());
        assertThat(output)
                .contains("measure started\n", "  measure: sample 1\n", "TIMED_OUT", "tidy SUCCEEDED")
                .contains("CANCELLED: cancelled: the user pressed stop")
                .doesNotContain("report started");
    }
}
