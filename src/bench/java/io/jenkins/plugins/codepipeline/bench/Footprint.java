package io.jenkins.plugins.codepipeline.bench;

import io.jenkins.plugins.codepipeline.bench.figures.SdkClasses;
import io.jenkins.plugins.codepipeline.bench.sdk.Example;
import io.jenkins.plugins.codepipeline.bench.sdk.Operation;
import io.jenkins.plugins.codepipeline.core.request.EndpointUrl;
import io.jenkins.plugins.codepipeline.core.request.RegionName;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What the core takes of a JVM as calls are made: classes, heap and threads. */
final class Footprint {

    /** As if that many builds reported at a time. */
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
                    SdkClasses.loaded(),
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

        @Override
        public String toString() {
            return classes + " " + sdkClasses + " " + heap + " " + threads;
        }
    }

    /** Tells what is taken after each of the given numbers of calls, of which the first is none. */
    public static void main(String[] args) throws Exception {
        URI endpoint = URI.create(args[0]);
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        run(callers, CALLERS, () -> null);
        Taken.now(); // Loads what the measuring itself needs.
        tellBeforeFirstCall(endpoint);
        int made = 0;
        try (Plugin plugin = new Plugin(endpoint)) {
            for (int i = 2; i < args.length; i++) {
                int calls = Integer.parseInt(args[i]);
                run(callers, calls - made, () -> plugin.call(Operation.PUT_JOB_SUCCESS_RESULT));
                made = calls;
                NewJvm.tell(Taken.now());
            }
        }
        callers.shutdown();
    }

    /** A controller checks its configuration with the core, whether a build ever reports or not. */
    private static void tellBeforeFirstCall(URI endpoint) throws Exception {
        if (RegionName.check("region", Example.REGION).isPresent()
                || EndpointUrl.check("endpoint", endpoint.toString()).isPresent()) {
            throw new IllegalStateException("The configuration is refused");
        }
        NewJvm.tell(Taken.now());
    }

    private static void run(ExecutorService callers, int calls, Callable<?> call) throws Exception {
        for (Future<?> done : callers.invokeAll(Collections.nCopies(calls, call))) {
            done.get();
        }
    }
}
