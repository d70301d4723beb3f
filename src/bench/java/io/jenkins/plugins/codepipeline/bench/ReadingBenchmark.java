package io.jenkins.plugins.codepipeline.bench;

import io.jenkins.plugins.codepipeline.bench.sdk.Example;
import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import io.jenkins.plugins.codepipeline.core.request.RequestReader;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reading and checking alone, in every notation. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ReadingBenchmark {

    /** The ways in which output variables can be given. */
    public enum Notation {
        MAP("a map"),
        SHORTHAND("shorthand"),
        JSON("JSON"),
        CLI_INPUT_JSON("`cliInputJson`");

        final String description;

        Notation(String description) {
            this.description = description;
        }
    }

    @Param
    private Notation notation;

    @Param({"200", "10240", "122880"})
    private int bytes;

    /** How much is read before the first call that is measured. */
    @Param("200000000")
    private long warmupBytes;

    private Map<String, Object> members;
    private String cliInputJson;

    /** Reads until the JVM has compiled what it takes, however long that is. */
    @Setup
    public void warmUp() throws Exception {
        makeInput();
        for (long read = 0; read < warmupBytes; read += bytes) {
            read();
        }
    }

    private void makeInput() {
        Map<String, String> variables = Example.variables(bytes);
        members = switch (notation) {
            case MAP -> Map.of("jobId", Example.JOB_ID, "outputVariables", variables);
            case SHORTHAND -> Map.of("jobId", Example.JOB_ID, "outputVariables", Example.shorthand(variables));
            case JSON -> Map.of("jobId", Example.JOB_ID, "outputVariables", Example.json(variables));
            case CLI_INPUT_JSON -> Map.of("jobId", Example.JOB_ID);
        };
        cliInputJson = notation == Notation.CLI_INPUT_JSON
                ? "{\"outputVariables\": " + Example.json(variables) + '}'
                : null;
    }

    @Benchmark
    public Object read() throws Exception {
        return RequestReader.read(JobResultOperation.SUCCESS, members, cliInputJson);
    }
}
