package io.jenkins.plugins.codepipeline.demo;

import io.jenkins.plugins.codepipeline.core.client.CallFailedException;
import io.jenkins.plugins.codepipeline.core.client.CallResult;
import io.jenkins.plugins.codepipeline.core.request.InputSkeleton;
import io.jenkins.plugins.codepipeline.core.request.InvalidInputException;
import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import io.jenkins.plugins.codepipeline.core.request.RequestReader;
import io.jenkins.plugins.codepipeline.demo.aws.ActionTypes;
import io.jenkins.plugins.codepipeline.demo.aws.Answer;
import io.jenkins.plugins.codepipeline.demo.aws.Exchange;
import io.jenkins.plugins.codepipeline.demo.aws.JobState;
import io.jenkins.plugins.codepipeline.demo.aws.Jobs;
import io.jenkins.plugins.codepipeline.demo.aws.Operation;
import io.jenkins.plugins.codepipeline.demo.aws.Pipeline;
import io.jenkins.plugins.codepipeline.demo.aws.PipelineExecution;
import java.io.IOException;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineRequest;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineResponse;
import software.amazon.awssdk.services.codepipeline.model.Job;
import software.amazon.awssdk.services.codepipeline.model.PutJobFailureResultRequest;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/**
 * The loop of a job worker through the plugin's core, against an endpoint in the same process, without Jenkins and without
 * AWS; then one call with the arguments that were given, which are those of {@code aws codepipeline}.
 */
public final class JobWorkerDemo {

    private static final List<String> EXAMPLE = List.of(
            "put-job-success-result",
            "--job-id", "0123abcd-4567-89ef-0123-456789abcdef",
            "--current-revision", "revision=4f2c1e9,changeIdentifier=demo-1,created=2026-01-02T03:04:05Z",
            "--execution-details", "summary=\"Deployed, tested\",percentComplete=100",
            "--output-variables", "{\"imageTag\": \"1.4.2\"}");

    private final PrintStream out;

    JobWorkerDemo(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) throws Exception {
        if (!new JobWorkerDemo(System.out).run(args.length == 0 ? EXAMPLE : List.of(args))) {
            System.exit(1);
        }
    }

    /**
     * Does what the arguments say.
     *
     * @return whether it could be done
     */
    boolean run(List<String> arguments) throws IOException, InterruptedException {
        try {
            CommandLine line = CommandLine.parse(arguments);
            if (line.asksForInputSkeleton()) {
                out.print(InputSkeleton.text(line.operation()));
                return true;
            }
            CodePipelineRequest request = line.request();
            if (line.skeleton().isEmpty()) {
                showLoop();
                showCall(line, request, arguments);
            }
            return true;
        } catch (CommandLine.UsageException | InvalidInputException | CallFailedException e) {
            out.println(e.getMessage());
            return false;
        }
    }

    private void showLoop() throws IOException, InterruptedException, CallFailedException, InvalidInputException {
        out.println(Texts.of("demo.loop"));
        try (DemoCodePipeline endpoint = DemoCodePipeline.start();
                JobWorker worker = new JobWorker(endpoint, Region.EU_WEST_1)) {
            step("demo.endpoint", endpoint.uri());
            work(
                    endpoint.pipeline("shop").releaseChange(),
                    worker,
                    JobResultOperation.SUCCESS,
                    Map.of("executionDetails", Map.of("summary", "Deployed to production", "percentComplete", 100)));
            work(
                    endpoint.pipeline("blog").releaseFaultyChange(),
                    worker,
                    JobResultOperation.FAILURE,
                    Map.of("failureDetails", Map.of("type", "JobFailed", "message", "The smoke test failed")));
        }
        out.println();
    }

    private void work(
            PipelineExecution execution, JobWorker worker, JobResultOperation operation, Map<String, Object> result)
            throws InterruptedException, CallFailedException, InvalidInputException {
        String pipeline = execution.job().data().pipelineContext().pipelineName();
        String project = execution.job().configuration().get(ActionTypes.PROJECT_NAME);
        step("demo.released", pipeline, Pipeline.ACTION);
        Job job = worker.poll(project).get(0);
        step("demo.polled", job.id(), project);
        step("demo.acknowledged", worker.acknowledge(job));
        Map<String, Object> members = new HashMap<>(result);
        members.put("jobId", job.id());
        CallResult<?> call = worker.report(operation, RequestReader.read(operation, members, null));
        step("demo.reported", operation.apiName(), call.requestId(), pipeline, execution.job().state().label());
    }

    private void step(String key, Object... arguments) {
        out.println("  " + Texts.of(key, arguments));
    }

    private void showCall(CommandLine line, CodePipelineRequest request, List<String> arguments)
            throws IOException, InterruptedException, CallFailedException {
        try (DemoCodePipeline endpoint = DemoCodePipeline.start();
                JobWorker worker = new JobWorker(endpoint, line.region())) {
            Jobs jobs = endpoint.jobs(line.region().id());
            jobs.add(jobId(request), JobState.IN_PROGRESS);
            print("demo.arguments", String.join(" ", arguments.stream().map(JobWorkerDemo::quoted).toList()));
            for (String warning : line.operation().warnings(request)) {
                print("demo.warning", warning);
            }
            CallResult<CodePipelineResponse> result = worker.report(line.operation(), request);
            for (Exchange exchange : endpoint.exchanges().of(Operation.RESULTS.toArray(new Operation[0]))) {
                show(endpoint, line, exchange);
            }
            print(
                    "demo.result",
                    Texts.of("demo.attempts", result.attempts(), result.duration().toMillis()),
                    Texts.of("demo.requestId", result.requestId()));
            print("demo.jobs", jobs.all().stream().map(JobWorkerDemo::line).toArray(String[]::new));
        }
    }

    private void show(DemoCodePipeline endpoint, CommandLine line, Exchange exchange) {
        Answer answer = exchange.answer().orElseThrow();
        print(
                "demo.request",
                "POST " + endpoint.uri(),
                "X-Amz-Target: CodePipeline_20150709." + line.operation().apiName(),
                Texts.of("demo.signed", exchange.accessKeyId(), exchange.region()),
                "",
                exchange.request());
        print(
                "demo.answer",
                "HTTP " + answer.status(),
                "x-amzn-RequestId: " + answer.requestId(),
                "",
                answer.body().isEmpty() ? Texts.of("demo.noBody") : answer.body());
    }

    private static String jobId(CodePipelineRequest request) {
        return request instanceof PutJobSuccessResultRequest success
                ? success.jobId()
                : ((PutJobFailureResultRequest) request).jobId();
    }

    /** As it is typed in a shell. */
    private static String quoted(String argument) {
        return argument.matches("[A-Za-z0-9_=,:./-]+") ? argument : '\'' + argument.replace("'", "'\\''") + '\'';
    }

    private static String line(io.jenkins.plugins.codepipeline.demo.aws.Job job) {
        String token = job.data().continuationToken();
        return job.id() + ' ' + job.state().label() + (token == null ? "" : ". " + Texts.of("jobs.carries", token));
    }

    private void print(String titleKey, String... lines) {
        out.println(Texts.of(titleKey));
        for (String line : lines) {
            out.println(("  " + line).stripTrailing());
        }
        out.println();
    }
}
