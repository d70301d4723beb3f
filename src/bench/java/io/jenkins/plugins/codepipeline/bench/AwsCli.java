package io.jenkins.plugins.codepipeline.bench;

import io.jenkins.plugins.codepipeline.bench.figures.Figure;
import io.jenkins.plugins.codepipeline.bench.figures.Median;
import io.jenkins.plugins.codepipeline.bench.sdk.Caller;
import io.jenkins.plugins.codepipeline.bench.sdk.Example;
import io.jenkins.plugins.codepipeline.bench.sdk.Operation;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Puts a success result as a pipeline does with {@code sh 'aws codepipeline put-job-success-result …'}; no other call. */
final class AwsCli implements Caller {

    /** POSIX: the last line that "times" prints is the user and the system time of the shell's children. */
    private static final Pattern TIMES = Pattern.compile("(\\d+)m([\\d.]+)s\\s+(\\d+)m([\\d.]+)s\\s*$");

    private final List<String> command;
    private final Map<String, String> environment = Map.of(
            "AWS_ACCESS_KEY_ID", Example.ACCESS_KEY_ID,
            "AWS_SECRET_ACCESS_KEY", Example.SECRET_ACCESS_KEY,
            "AWS_DEFAULT_REGION", Example.REGION,
            "AWS_CONFIG_FILE", "/dev/null",
            "AWS_SHARED_CREDENTIALS_FILE", "/dev/null",
            "NO_PROXY", "*");

    AwsCli(URI endpoint) {
        command = List.of(
                "sh", "-c", "aws \"$@\" && times", "sh",
                "codepipeline", "put-job-success-result",
                "--endpoint-url", endpoint.toString(),
                "--job-id", Example.JOB_ID,
                "--current-revision",
                        Example.shorthand(Map.of(
                                "revision", Example.REVISION, "changeIdentifier", Example.CHANGE_IDENTIFIER)),
                "--execution-details",
                        Example.shorthand(Map.of(
                                "summary", Example.SUMMARY,
                                "externalExecutionId", Example.EXTERNAL_EXECUTION_ID,
                                "percentComplete", 100)),
                "--output-variables", Example.shorthand(Example.variables(Example.TYPICAL_BYTES)));
    }

    static boolean isOnPath() {
        try {
            return new ProcessBuilder("sh", "-c", "aws --version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Calls again and again, one process at a time; too few of them to speak of the slowest hundredth. */
    Figures run(int calls) throws IOException, InterruptedException {
        List<Call> made = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            made.add(call());
        }
        return new Figures(
                Figure.of(made.stream().mapToDouble(Call::micros).average().orElseThrow()),
                Figure.of(Median.of(made, Call::micros)),
                Figure.NOT_MEASURED,
                Figure.of(made.stream().mapToDouble(Call::cpuMicros).average().orElseThrow()),
                Figure.NOT_MEASURED);
    }

    @Override
    public Object call(Operation operation) throws IOException, InterruptedException {
        return call();
    }

    private record Call(double micros, double cpuMicros) {}

    private Call call() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        long start = System.nanoTime();
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        double micros = (System.nanoTime() - start) / 1e3;
        MatchResult times = TIMES.matcher(output)
                .results()
                .findFirst()
                .filter(found -> status == 0)
                .orElseThrow(() -> new IllegalStateException("The AWS CLI failed: " + output));
        return new Call(micros, micros(times, 1) + micros(times, 3));
    }

    private static double micros(MatchResult times, int group) {
        return (Integer.parseInt(times.group(group)) * 60 + Double.parseDouble(times.group(group + 1))) * 1e6;
    }
}
