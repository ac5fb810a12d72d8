package io.opdbus.core.plan;

import io.opdbus.api.error.ErrorCode;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The skills that are active for each call: those of the workstack, of the phase and of the step. */
final class SkillSets {

    private static final Comparator<Found> BY_PRIORITY = Comparator.comparingInt(
                    (Found found) -> found.skill().priority())
            .reversed()
            .thenComparing(found -> found.skill().name());

    private final PlanCatalogue catalogue;
    private final Report report;
    private final List<Found> ofWorkstack;
    private final Map<String, Found> known = new HashMap<>();
    private final Map<Skill, Found> bySkill = new HashMap<>();
    private final Map<List<Found>, List<ActiveSkill>> shared = new HashMap<>();

    private record Found(Skill skill, ActiveSkill active, int bytes) {}

    SkillSets(PlanCatalogue catalogue, List<String> ofWorkstack, Report report) {
        this.catalogue = catalogue;
        this.report = report;
        this.ofWorkstack = find(ofWorkstack, "/skills");
    }

    /** What is active for a step, highest priority first, then by name. */
    List<ActiveSkill> active(StepDraft step) {
        List<String> ofPhase = step.unit.phase.skills();
        if (ofWorkstack.isEmpty() && ofPhase.isEmpty() && step.step.skills().isEmpty()) {
            return List.of();
        }
        Set<Found> all = new LinkedHashSet<>(ofWorkstack);
        all.addAll(find(ofPhase, step.unit.pointer() + "/skills"));
        all.addAll(find(step.step.skills(), step.pointer() + "/skills"));
        List<Found> ordered = new ArrayList<>(all);
        ordered.sort(BY_PRIORITY);
        int bytes = ordered.stream().mapToInt(Found::bytes).sum();
        if (bytes > catalogue.skillBudget()) {
            report.error(
                    ErrorCode.LIMIT_EXCEEDED,
                    report.at(step.pointer()),
                    "the skills of this call have " + bytes + " bytes together, and " + catalogue.skillBudget()
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
            Found skill = known.get(names.get(i));
            if (skill == null) {
                skill = look(names.get(i), pointer + "/" + i);
            }
            if (skill != null) {
                known.put(names.get(i), skill);
                found.add(skill);
            }
        }
        return found;
    }

    private @Nullable Found look(String name, String pointer) {
        try {
            Skill skill = catalogue.skill(name);
            return bySkill.computeIfAbsent(skill, SkillSets::activated);
        } catch (UnknownNameException unknown) {
            boolean ambiguous = unknown.code().equals(ErrorCode.AMBIGUOUS_NAME);
            report.unknown(
                    unknown.code(),
                    report.at(pointer),
                    ambiguous ? unknown.error().message() : "there is no skill '" + name + "'",
                    name,
                    ambiguous ? List.of() : catalogue.skillNames());
            return null;
        }
    }

    private static Found activated(Skill skill) {
        return new Found(skill, skill.activate(), skill.content().getBytes(StandardCharsets.UTF_8).length);
    }
}
