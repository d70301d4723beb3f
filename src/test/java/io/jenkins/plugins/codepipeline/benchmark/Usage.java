package io.jenkins.plugins.codepipeline.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * What a controller takes.
 *
 * @param heap bytes, behind a full collection
 * @param pluginThreads those of the plugin itself
 * @param cpu milliseconds of all processors together since its start
 */
record Usage(long heap, int threads, long pluginThreads, double cpu) implements Serializable {

    static Usage of(JenkinsRule jenkins) {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return new Usage(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("AWS CodePipeline"))
                        .count(),
                cpu(jenkins));
    }

    static double cpu(JenkinsRule jenkins) {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e6;
    }

    /** Nanoseconds that each thread has run, by its id. The compiler and the collector of the JVM are none of them. */
    static HashMap<Long, Long> cpuOfThreads(JenkinsRule jenkins) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        HashMap<Long, Long> times = new HashMap<>();
        for (long id : threads.getAllThreadIds()) {
            times.put(id, Math.max(0, threads.getThreadCpuTime(id)));
        }
        return times;
    }
}
