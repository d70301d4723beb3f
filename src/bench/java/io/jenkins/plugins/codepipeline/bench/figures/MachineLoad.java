package io.jenkins.plugins.codepipeline.bench.figures;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the machine does beside the benchmark and the processes that it has started: somebody else takes it from what is measured. */
public final class MachineLoad {

    /** Below this, a machine that only runs its own services is called quiet. */
    private static final double QUIET = 0.1;

    private static final long WATCHED_MILLIS = 500;

    private final OperatingSystemMXBean machine =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private double most;

    /** Looks at the machine for half a second. */
    public void look() throws InterruptedException {
        machine.getCpuLoad(); // Which is of the time since the last look.
        long start = System.nanoTime();
        Map<Long, Long> own = ownCpu();
        TimeUnit.MILLISECONDS.sleep(WATCHED_MILLIS);
        double load = machine.getCpuLoad();
        long used = ownCpu().entrySet().stream()
                .mapToLong(process -> process.getValue() - own.getOrDefault(process.getKey(), 0L))
                .sum();
        most = Math.max(most, load - (double) used / (System.nanoTime() - start) / machine.getAvailableProcessors());
    }

    /** CPU nanoseconds of the benchmark and of what it has started, such as a Jenkins that compiles in the background; by process. */
    private static Map<Long, Long> ownCpu() {
        ProcessHandle own = ProcessHandle.current();
        return Stream.concat(Stream.of(own), own.descendants())
                .collect(Collectors.toMap(
                        ProcessHandle::pid,
                        process -> process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos()));
    }

    /** Says so if the figures are those of a machine that was busy. */
    public void print() {
        if (most > QUIET) {
            System.out.printf(
                    "%n**This machine was not quiet: beside the benchmark, up to %.0f %% of its processors were in use. "
                            + "Do not trust these figures.**%n",
                    most * 100);
        }
    }
}
