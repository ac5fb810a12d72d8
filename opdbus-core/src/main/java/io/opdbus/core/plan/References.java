package io.opdbus.core.plan;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.Location;
import io.opdbus.api.error.Problem;
import io.opdbus.api.workstack.Coordination;
import io.opdbus.core.expression.Binder;
import io.opdbus.core.expression.Binding;
import io.opdbus.core.expression.Reference;
import io.opdbus.core.expression.Reference.Segment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Decides what each reference means, and whether it may stand where it stands (R5). */
final class References {

    private final Outline outline;
    private final NameTable names;
    private final Sights sights;
    private final Report report;

    References(Outline outline, NameTable names, Sights sights, Report report) {
        this.outline = outline;
        this.names = names;
        this.sights = sights;
        this.report = report;
    }

    /**
     * A binder for the templates of one place.
     *
     * @param from the place
     * @param pointers the JSON Pointer in the definition for one in the template
     */
    Binder from(Viewpoint from, UnaryOperator<String> pointers) {
        return reference -> bind(new Site(from, reference, pointers));
    }

    /** Whether the results that a name stands for are surely there, may be, or are hidden from a place. */
    Sight sight(NameTable.Stored stored, Viewpoint from) {
        Sight best = null;
        for (StepDraft step : stored.steps()) {
            Sight sight = sights.result(from, step);
            if (sight.isHidden()) {
                return sight;
            }
            best = best == null || sight.isSure() ? sight : best;
        }
        if (stored.isWholeRace() && from.unit() != stored.steps().get(0).unit) {
            return sights.results(from, stored.steps().get(0).unit);
        }
        return best == null ? Sight.SURE : best;
    }

    private Binding bind(Site site) {
        return switch (site.reference.root()) {
            case "phases" -> phases(site);
            case "run" -> run(site);
            case "previous" -> previous(site);
            case "nodes" -> site.refuse("nodes belong to workflows; in a workstack write phases.<id>");
            case "inputs", "variables" -> qualified(site);
            default -> bare(site);
        };
    }

    private Binding bare(Site site) {
        String name = site.reference.root();
        NameTable.Meaning meaning = names.find(name);
        if (meaning == null) {
            return undefined(site, name);
        }
        if (meaning instanceof NameTable.Declared input && input.mayBeAbsent() && !site.reference.guarded()) {
            return site.refuse("input '" + name + "' may be left out and has no default; " + site.fallback());
        }
        if (meaning instanceof NameTable.Found) {
            return Binding.of(names.foundInput(name, !site.reference.guarded()));
        }
        if (meaning instanceof NameTable.Stored stored) {
            return site.seen(sight(stored, site.from), stored.slot());
        }
        return Binding.of(meaning.slot());
    }

    private Binding undefined(Site site, String name) {
        List<Segment> path = site.reference.path();
        boolean likePhase = !path.isEmpty()
                && path.get(0) instanceof Segment.Key key
                && (key.name().equals("status") || key.name().equals("results"));
        if (likePhase && outline.unit(name) != null) {
            return site.refuse("phase '" + name + "' is referenced as phases." + site.reference);
        }
        if (names.inputsDeclared()) {
            report.unknown(
                    ErrorCode.UNKNOWN_NAME,
                    site.location(),
                    "nothing defines '" + name
                            + "'; declare it under inputs or variables, or store a result by that name",
                    name,
                    names.defined());
            return Binding.UNBOUND;
        }
        Optional<String> unfit = Names.whyNotReferable(name);
        if (unfit.isPresent()) {
            return site.refuse("nothing defines '" + name + "', and it cannot be an input: " + unfit.get());
        }
        report.nearest(name, names.defined())
                .ifPresent(near -> report.add(Problem.warning(
                                ErrorCode.UNKNOWN_NAME,
                                site.location(),
                                "nothing defines '" + name + "', so it is taken for an input")
                        .withSuggestion(Optional.of(near))));
        return Binding.of(names.foundInput(name, !site.reference.guarded()));
    }

    private static Binding qualified(Site site) {
        List<Segment> path = site.reference.path();
        String name = path.isEmpty() ? "" : path.get(0).toString();
        return site.refuse(
                name.startsWith(".")
                        ? "inputs and variables are referenced by their bare names: ${" + name.substring(1) + "}"
                        : "inputs and variables are referenced by their bare names");
    }

    private Binding run(Site site) {
        List<Segment> path = site.reference.path();
        boolean id = path.size() == 1
                && path.get(0) instanceof Segment.Key key
                && key.name().equals("id");
        return id ? Binding.of(names.runSlot) : site.refuse("of the run there is only run.id");
    }

    /** In a pipeline, the result of the agent before. */
    private Binding previous(Site site) {
        StepDraft step = site.from.step();
        if (step == null || !isPiped(site.from, step)) {
            return site.refuse("there is a 'previous' only for the agents of a phase with coordination: pipeline");
        }
        if (step.position > 0) {
            return Binding.of(names.resultSlot(step.unit.agents.get(step.position - 1)));
        }
        return site.reference.guarded()
                ? Binding.UNBOUND
                : site.refuse("the first agent of a pipeline has no 'previous'; " + site.fallback());
    }

    private static boolean isPiped(Viewpoint from, StepDraft step) {
        return from.kind() == Viewpoint.Kind.STEP
                && !step.isTool()
                && step.unit.phase.coordination() == Coordination.PIPELINE;
    }

    private Binding phases(Site site) {
        List<Segment> path = site.reference.path();
        if (path.isEmpty() || !(path.get(0) instanceof Segment.Key phase)) {
            return site.refuse("write out which phase is meant, as in phases.<id>.status");
        }
        UnitDraft unit = outline.unit(phase.name());
        if (unit == null) {
            return site.unknown("there is no phase '" + phase.name() + "'", phase.name(), outline.unitIds());
        }
        if (path.size() == 1) {
            return site.refuse("say what of the phase is meant: phases." + unit.id() + ".status or phases." + unit.id()
                    + ".results.<step>");
        }
        String what = path.get(1) instanceof Segment.Key key ? key.name() : "";
        if (what.equals("status")) {
            return path.size() == 2
                    ? site.seen(sights.status(site.from, unit), names.phasesSlot)
                    : site.refuse("the status of a phase is a text; nothing can follow it");
        }
        if (!what.equals("results")) {
            return site.unknown(
                    "a phase has .status and .results, not '" + what + "'", what, List.of("status", "results"));
        }
        return results(site, unit, path);
    }

    private Binding results(Site site, UnitDraft unit, List<Segment> path) {
        if (path.size() == 2 || !(path.get(2) instanceof Segment.Key id)) {
            return site.seen(sights.results(site.from, unit), names.phasesSlot);
        }
        StepDraft step = unit.stepsById().get(id.name());
        if (step == null) {
            List<String> ids = new ArrayList<>(unit.stepsById().keySet());
            return site.unknown(
                    "phase '" + unit.id() + "' has no step '" + id.name() + "'; it has " + Texts.list(ids),
                    id.name(),
                    ids);
        }
        return site.seen(sights.result(site.from, step), names.phasesSlot);
    }

    /** One reference where it stands. */
    private final class Site {

        private final Viewpoint from;
        private final Reference reference;
        private final UnaryOperator<String> pointers;

        Site(Viewpoint from, Reference reference, UnaryOperator<String> pointers) {
            this.from = from;
            this.reference = reference;
            this.pointers = pointers;
        }

        Location location() {
            return report.at(pointers.apply(reference.pointer()), reference.offset());
        }

        Binding refuse(String message) {
            report.error(location(), message);
            return Binding.UNBOUND;
        }

        Binding unknown(String message, String name, Collection<String> known) {
            report.unknown(ErrorCode.UNKNOWN_NAME, location(), message, name, known);
            return Binding.UNBOUND;
        }

        Binding seen(Sight sight, int slot) {
            if (sight.isHidden()) {
                return refuse("'" + reference + "' cannot be referenced here: " + sight.why());
            }
            if (!sight.isSure() && !reference.guarded()) {
                return refuse("'" + reference + "' may have no value: " + sight.why() + "; " + fallback());
            }
            return Binding.of(slot);
        }

        String fallback() {
            return "say what stands in for it, as in ${" + reference + " ?? 'none'}";
        }
    }
}
