package io.opdbus.core.expression;

import java.util.ArrayList;
import java.util.List;

/** The compilation of one string: what its expressions refer to, and where it lies. */
final class Compilation {

    private final Binder binder;
    private final String pointer;
    private final List<Reference> references = new ArrayList<>();

    Compilation(Binder binder, String pointer) {
        this.binder = binder;
        this.pointer = pointer;
    }

    String pointer() {
        return pointer;
    }

    List<Reference> references() {
        return references;
    }

    /** Records and binds a reference. The steps are those of its path, one for each segment. */
    Node refer(String root, List<Reference.Segment> path, List<Step> steps, boolean guarded, int offset) {
        Reference reference = new Reference(root, path, guarded, pointer, offset);
        references.add(reference);
        Binding binding = binder.bind(reference);
        int bound = binding.segments();
        if (bound > path.size() || path.subList(0, bound).contains(new Reference.Segment.Dynamic())) {
            throw new IllegalArgumentException(
                    binding + " stands for more of '" + reference + "' than is known before the evaluation");
        }
        return AccessNode.of(new SlotNode(reference, binding), steps.subList(bound, steps.size()));
    }
}
