package io.jenkins.plugins.codepipeline.demo;

import io.jenkins.plugins.codepipeline.core.client.CallLimits;
import io.jenkins.plugins.codepipeline.core.client.CodePipelineClients;
import io.jenkins.plugins.codepipeline.core.client.Progress;
import io.jenkins.plugins.codepipeline.core.client.Receipt;
import io.jenkins.plugins.codepipeline.core.client.Route;
import io.jenkins.plugins.codepipeline.core.client.SendFailedException;
import io.jenkins.plugins.codepipeline.core.client.SuccessResultCall;
import io.jenkins.plugins.codepipeline.core.client.Target;
import io.jenkins.plugins.codepipeline.core.input.InvalidInputException;
import io.jenkins.plugins.codepipeline.core.input.Skeleton;
import io.jenkins.plugins.codepipeline.core.input.SuccessResultReader;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codepipeline.model.JobStatus;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/**
 * One call through the plugin's core to an endpoint in the same process, without Jenkins and without AWS. The arguments are
 * those of {@code aws codepipeline put-job-success-result}; the endpoint has the job of {@code --job-id} in progress.
 */
public final class PutJobSuccessResultDemo {

    private static final List<String> EXAMPLE = List.of(
            "--job-id", "0123abcd-4567-89ef-0123-456789abcdef",
            "--current-revision", "revision=4f2c1e9,changeIdentifier=demo-1,created=2026-01-02T03:04:05Z",
            "--execution-details", "summary=\"Deployed, tested\",percentComplete=100",
            "--output-variables", "{\"imageTag\": \"1.4.2\"}");

    private final PrintStream out;

    PutJobSuccessResultDemo(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) throws Exception {
        if (!new PutJobSuccessResultDemo(System.out).run(args.length == 0 ? EXAMPLE : List.of(args))) {
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
            if (line.asksForSkeletonOfInput()) {
                out.print(Skeleton.text());
                return true;
            }
            PutJobSuccessResultRequest request = SuccessResultReader.read(line.members(), line.cliInputJson());
            if (line.skeleton() == null) {
                call(request, arguments);
            }
            return true;
        } catch (CommandLine.UsageException | InvalidInputException | SendFailedException e) {
            out.println(e.getMessage());
            return false;
        }
    }

    private void call(PutJobSuccessResultRequest request, List<String> arguments)
            throws IOException, InterruptedException, SendFailedException {
        try (DemoCodePipeline endpoint = DemoCodePipeline.start();
                CodePipelineClients clients = new CodePipelineClients(
                        "codepipeline-job-result/demo", CallLimits.DEFAULT, Executors.defaultThreadFactory())) {
            endpoint.jobs().add(request.jobId(), JobStatus.IN_PROGRESS);
            Receipt receipt = new SuccessResultCall(
                            clients,
                            new Target(Region.EU_WEST_1, Optional.of(endpoint.uri()), Route.DIRECT),
                            StaticCredentialsProvider.create(AwsBasicCredentials.create("demo", "demo")),
                            request,
                            new Untold(),
                            Optional.empty())
                    .call();
            print("Arguments", String.join(" ", arguments.stream().map(PutJobSuccessResultDemo::quoted).toList()));
            for (Exchange exchange : endpoint.exchanges()) {
                print("Request", "POST " + endpoint.uri(), "X-Amz-Target: " + exchange.operation(), "", exchange.request());
                print(
                        "Answer",
                        "HTTP " + exchange.answer().status(),
                        "x-amzn-RequestId: " + exchange.answer().requestId(),
                        "",
                        exchange.answer().body().isEmpty() ? "(no body)" : exchange.answer().body());
            }
            print(
                    "Receipt",
                    "request id " + receipt.requestId(),
                    "attempts   " + receipt.attempts(),
                    "time       " + receipt.duration().toMillis() + " ms");
            print("Jobs of CodePipeline", endpoint.jobs().all().stream().map(PutJobSuccessResultDemo::line).toArray(String[]::new));
        }
    }

    /** As it is typed in a shell. */
    private static String quoted(String argument) {
        return argument.matches("[A-Za-z0-9_=,:./-]+") ? argument : '\'' + argument.replace("'", "'\\''") + '\'';
    }

    private static String line(Job job) {
        return job.id() + ' ' + job.status()
                + job.continuationToken().map(token -> ", carries the token " + token).orElse("");
    }

    private void print(String title, String... lines) {
        out.println(title);
        for (String line : lines) {
            out.println(("  " + line).stripTrailing());
        }
        out.println();
    }

    /** Each attempt is among the exchanges of the endpoint. */
    private static final class Untold implements Progress {

        @Override
        public String mask(String text) {
            return text;
        }


        @Override
        public void mayHaveArrived(boolean maybe) {}

        @Override
        public void retrying(int attempt, String failure, Duration delay) {}
    }
}
