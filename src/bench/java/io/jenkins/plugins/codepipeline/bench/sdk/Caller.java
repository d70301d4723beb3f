package io.jenkins.plugins.codepipeline.bench.sdk;

/** Calls operations of AWS CodePipeline, always with the same request. */
public interface Caller extends AutoCloseable {

    /** Returns what the benchmark must not let the JVM optimize away. */
    Object call(Operation operation) throws Exception;

    @Override
    default void close() {}
}
