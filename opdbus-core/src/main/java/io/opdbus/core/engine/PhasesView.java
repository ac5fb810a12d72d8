package io.opdbus.core.engine;

import io.opdbus.core.plan.Plan;
import io.opdbus.core.plan.PlanUnit;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What {@code phases} stands for in an expression: a map that makes the entry of a phase when it is asked for. */
final class PhasesView extends AbstractMap<String, @Nullable Object> {

    private final Plan plan;
    private final Function<PlanUnit, Object> entry;

    PhasesView(Plan plan, Function<PlanUnit, Object> entry) {
        this.plan = plan;
        this.entry = entry;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        int unit = key instanceof String id ? plan.unitIndex(id) : -1;
        return unit < 0 ? null : entry.apply(plan.unit(unit));
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return key instanceof String id && plan.unitIndex(id) >= 0;
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
                return IntStream.range(0, plan.unitCount())
                        .<Map.Entry<String, @Nullable Object>>mapToObj(unit ->
                                new SimpleImmutableEntry<>(plan.unit(unit).id(), entry.apply(plan.unit(unit))))
                        .iterator();
            }

            @Override
            public int size() {
                return plan.unitCount();
            }
        };
    }
}
