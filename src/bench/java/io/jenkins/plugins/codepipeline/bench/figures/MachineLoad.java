package io.jenkins.plugins.codepipeline.bench.figures;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * What else the machine does. It is looked at while nothing is measured and the benchmark itself stands still, so all load is
 * somebody else's, who takes it from what is measured, too.
 */
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
        TimeUnit.MILLISECONDS.sleep(WATCHED_MILLIS);
        most = Math.max(most, machine.getCpuLoad());
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
