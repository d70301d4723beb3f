package io.jenkins.plugins.codepipeline.demo.aws;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says what goes wrong with the next calls. */
public final class FaultSwitch {

    private final List<Pending> pending = new ArrayList<>();

    /**
     * What is still to go wrong.
     *
     * @param calls how many more calls get the fault
     */
    public record Pending(Set<Operation> operations, Fault fault, int calls) {}

    /** Lets the next calls of CodePipeline's operations go wrong, after those that earlier calls of this method named. */
    public void turnOn(Fault fault, int calls) {
        turnOn(fault, calls, Operation.OF_CODE_PIPELINE);
    }

    public void turnOn(Fault fault, int calls, Operation... operations) {
        turnOn(fault, calls, List.of(operations));
    }

    public synchronized void turnOn(Fault fault, int calls, Collection<Operation> operations) {
        pending.add(new Pending(EnumSet.copyOf(operations), fault, calls));
    }

    public synchronized void turnOff() {
        pending.clear();
    }

    /** What is still to go wrong, first to last. */
    public synchronized List<Pending> pending() {
        return List.copyOf(pending);
    }

    /** What goes wrong with a call. */
    synchronized Optional<Fault> next(Operation operation) {
        for (int i = 0; i < pending.size(); i++) {
            Pending next = pending.get(i);
            if (next.operations().contains(operation)) {
                if (next.calls() > 1) {
                    pending.set(i, new Pending(next.operations(), next.fault(), next.calls() - 1));
                } else {
                    pending.remove(i);
                }
                return Optional.of(next.fault());
            }
        }
        return Optional.empty();
    }
}
