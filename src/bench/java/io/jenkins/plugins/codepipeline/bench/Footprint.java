package io.jenkins.plugins.codepipeline.bench;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.management.ObjectName;

/** What the core takes of a JVM as calls are made: classes, heap and threads. */
final class Footprint {

    /** As many threads as the plugin would use for that many builds that report at once. */
    private static final int CALLERS = 8;

    private Footprint() {}

    /**
     * What is taken.
     *
     * @param classes that are loaded, of whatever origin
     * @param sdkClasses those of them that are the AWS SDK's
     * @param heap bytes behind a full collection
     */
    record Taken(int classes, int sdkClasses, long heap, int threads) {

        static Taken now() throws Exception {
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            return new Taken(
                    ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
                    loadedSdkClasses(),
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                    ManagementFactory.getThreadMXBean().getThreadCount());
        }

        static Taken parse(String line) {
            String[] columns = line.split(" ");
            return new Taken(
                    Integer.parseInt(columns[0]),
                    Integer.parseInt(columns[1]),
                    Long.parseLong(columns[2]),
                    Integer.parseInt(columns[3]));
        }

        private static int loadedSdkClasses() throws Exception {
            String all = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "vmClassHierarchy",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            return (int) all.lines().filter(line -> line.contains("software.amazon.awssdk.")).count();
        }

        @Override
        public String toString() {
            return classes + " " + sdkClasses + " " + heap + " " + threads;
        }
    }

    /** Tells what is taken after each of the given numbers of calls. */
    public static void main(String[] args) throws Exception {
        Map<String, Object> tree = Example.tree();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        for (Future<?> started : callers.invokeAll(Collections.nCopies(CALLERS, () -> null))) {
            started.get();
        }
        Taken.now(); // Loads what the measuring itself needs.
        try (Plugin plugin = new Plugin(URI.create(args[0]))) {
            int made = 0;
            for (int i = 1; i < args.length; i++) {
                int calls = Integer.parseInt(args[i]);
                for (Future<?> call : callers.invokeAll(Collections.nCopies(calls - made, () -> plugin.report(tree)))) {
                    call.get();
                }
                made = calls;
                NewJvm.tell(Taken.now());
            }
        }
        callers.shutdown();
    }
}
