package io.opdbus.core.plan;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.Problem;
import io.opdbus.api.error.UnknownNameException;
import io.opdbus.api.skill.ActiveSkill;
import io.opdbus.api.skill.Skill;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The skills that are active for each call: those of the workstack, of the phase and of the step. */
final class SkillSets {

    /** How many bytes the skills of one call may have together. */
    static final int MAX_BYTES = 64 * 1024;

    private final PlanCatalogue catalogue;
    private final Report report;
    private final List<Found> ofWorkstack;
    private final Map<String, Optional<Found>> known = new HashMap<>();
    private final Map<List<Found>, List<ActiveSkill>> shared = new HashMap<>();

    private record Found(Skill skill, ActiveSkill active, int bytes) {}

    SkillSets(PlanCatalogue catalogue, List<String> ofWorkstack, Report report) {
        this.catalogue = catalogue;
        this.report = report;
        this.ofWorkstack = find(ofWorkstack, "/skills");
    }

    /** The skills of the phase alone; asked once for each phase, so that each problem is told once. */
    void check(UnitDraft unit) {
        find(unit.phase.skills(), unit.pointer() + "/skills");
    }

    /** What is active for a step, highest priority first; of equal priority the wider one first. */
    List<ActiveSkill> active(StepDraft step) {
        List<String> ofPhase = step.unit.phase.skills();
        if (ofWorkstack.isEmpty() && ofPhase.isEmpty() && step.step.skills().isEmpty()) {
            return List.of();
        }
        Set<Found> all = new LinkedHashSet<>(ofWorkstack);
        all.addAll(find(ofPhase, step.unit.pointer() + "/skills"));
        all.addAll(find(step.step.skills(), step.pointer() + "/skills"));
        List<Found> ordered = new ArrayList<>(all);
        ordered.sort(Comparator.comparingInt((Found found) -> found.skill().priority())
                .reversed());
        int bytes = ordered.stream().mapToInt(Found::bytes).sum();
        if (bytes > MAX_BYTES) {
            report.error(
                    ErrorCode.LIMIT_EXCEEDED,
                    report.at(step.pointer()),
                    "the skills of this call have " + bytes + " bytes together, and " + MAX_BYTES
                            + " are allowed; activate fewer of "
                            + Texts.list(ordered.stream()
                                    .map(found -> found.skill().name())
                                    .toList()));
        }
        return shared.computeIfAbsent(
                ordered, key -> key.stream().map(Found::active).toList());
    }

    private List<Found> find(List<String> names, String pointer) {
        if (names.isEmpty()) {
            return List.of();
        }
        List<Found> found = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            String place = pointer + "/" + i;
            Optional<Found> skill = known.get(names.get(i));
            if (skill == null || skill.isEmpty()) {
                skill = Optional.ofNullable(look(names.get(i), place));
                known.put(names.get(i), skill);
            }
            skill.ifPresent(found::add);
        }
        return found;
    }

    private @Nullable Found look(String name, String pointer) {
        try {
            Skill skill = catalogue.skill(name);
            for (Optional<Found> other : known.values()) {
                if (other.isPresent() && other.get().skill().equals(skill)) {
                    return other.get();
                }
            }
            int bytes = skill.content().getBytes(StandardCharsets.UTF_8).length;
            return new Found(skill, skill.activate(), bytes);
        } catch (UnknownNameException unknown) {
            report.add(Problem.error(unknown.code(), report.at(pointer), unknown.error().message())
                    .withSuggestion(unknown.candidates().stream()
                            .findFirst()
                            .filter(candidate -> !unknown.error().message().contains(candidate))));
            return null;
        }
    }
}
