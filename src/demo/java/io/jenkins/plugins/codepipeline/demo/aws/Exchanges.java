package io.jenkins.plugins.codepipeline.demo.aws;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Every request, in the order in which they were acted on. */
public final class Exchanges {

    private final Object monitor;
    private final Deque<Exchange> exchanges = new ArrayDeque<>();
    private final Map<Operation, Integer> counts = new EnumMap<>(Operation.class);
    private int most = Integer.MAX_VALUE;

    Exchanges(Object monitor) {
        this.monitor = monitor;
    }

    /** Keeps only so many from now on. */
    public void keepLast(int most) {
        synchronized (monitor) {
            this.most = most;
        }
    }

    /** First to last. */
    public List<Exchange> all() {
        synchronized (monitor) {
            return List.copyOf(exchanges);
        }
    }

    /** Those of some operations, first to last. */
    public List<Exchange> of(Operation... operations) {
        List<Operation> wanted = List.of(operations);
        return all().stream()
                .filter(exchange -> exchange.operation().filter(wanted::contains).isPresent())
                .toList();
    }

    /** How many there were of an operation, those too that are not kept. */
    public int count(Operation operation) {
        synchronized (monitor) {
            return counts.getOrDefault(operation, 0);
        }
    }

    void add(Exchange exchange) {
        exchanges.add(exchange);
        exchange.operation().ifPresent(operation -> counts.merge(operation, 1, Integer::sum));
        while (exchanges.size() > most) {
            exchanges.remove();
        }
        monitor.notifyAll();
    }
}
