package io.jenkins.plugins.codepipeline.demo;

import java.util.Optional;

/** Says what goes wrong with the next calls. */
public final class FaultSwitch {

    private Optional<Pending> pending = Optional.empty();

    public synchronized void turnOn(Fault fault, int calls) {
        pending = Optional.of(new Pending(fault, calls));
    }

    public synchronized void turnOff() {
        pending = Optional.empty();
    }

    /** What goes wrong with the call that asks. */
    synchronized Optional<Fault> next() {
        Optional<Fault> next = pending.map(Pending::fault);
        pending = pending.filter(now -> now.calls() > 1).map(now -> new Pending(now.fault(), now.calls() - 1));
        return next;
    }

    synchronized Optional<Pending> pending() {
        return pending;
    }

    /** What is still to go wrong. */
    record Pending(Fault fault, int calls) {}
}
