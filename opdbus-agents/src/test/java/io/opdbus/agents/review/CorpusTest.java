package io.opdbus.agents.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.agents.review.performance.PerformanceChecks;
import io.opdbus.agents.review.rule.Check;
import io.opdbus.agents.review.rule.Finding;
import io.opdbus.agents.review.rule.Scan;
import io.opdbus.agents.review.security.SecurityChecks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Measures recall and false positives over the corpus, and prints both. */
class CorpusTest {
    private final List<String> missed = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private int planted;
    private int found;
    private int findings;

    @Test
    void nearlyAllPlantedDefectsAreFoundAndNearlyNothingElse() {
        for (String resource : Corpus.RESOURCES) {
            int plantedBefore = planted;
            int foundBefore = found;
            int wrongBefore = wrong.size();
            List<Corpus.Snippet> snippets = Corpus.load(resource);
            snippets.forEach(this::judge);
            System.out.printf(
                    "review corpus: %-10s %3d snippets, %3d of %3d planted defects found, %d false positives%n",
                    resource,
                    snippets.size(),
                    found - foundBefore,
                    planted - plantedBefore,
                    wrong.size() - wrongBefore);
        }
        double recall = (double) found / planted;
        double falseShare = (double) wrong.size() / Math.max(1, findings);
        System.out.printf(
                "review corpus: recall %.3f (%d of %d), false positives %.3f of findings (%d of %d)%n",
                recall, found, planted, falseShare, wrong.size(), findings);
        missed.forEach(line -> System.out.println("  missed: " + line));
        wrong.forEach(line -> System.out.println("  false:  " + line));
        assertThat(recall).as("recall").isGreaterThanOrEqualTo(0.9);
        assertThat(falseShare).as("false positives").isLessThanOrEqualTo(0.1);
    }

    private void judge(Corpus.Snippet snippet) {
        List<Finding> reported = new ArrayList<>();
        Scan scan = new Scan(checks(), reported::add);
        scan.inspect(snippet.file());
        assertThat(scan.problems()).as(snippet.file().path()).isEmpty();
        findings += reported.size();
        planted += snippet.planted() ? 1 : 0;
        boolean hit = false;
        for (Finding finding : reported) {
            boolean expected = snippet.planted()
                    && finding.rule().equals(snippet.rule())
                    && (snippet.line() == 0 || finding.line() == snippet.line());
            hit |= expected;
            if (!expected) {
                wrong.add(snippet.file().path() + " (" + snippet.rule() + "): " + finding.rule() + " at line "
                        + finding.line() + ": " + finding.excerpt());
            }
        }
        found += hit ? 1 : 0;
        if (snippet.planted() && !hit) {
            missed.add(snippet.file().path() + ": " + snippet.rule() + " at line " + snippet.line());
        }
    }

    private static List<Check> checks() {
        List<Check> checks = new ArrayList<>(SecurityChecks.all());
        checks.addAll(PerformanceChecks.all());
        return checks;
    }
}
