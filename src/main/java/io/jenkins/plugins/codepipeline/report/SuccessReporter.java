package io.jenkins.plugins.codepipeline.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.PluginWrapper;
import hudson.init.Terminator;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.codepipeline.config.CodePipelineConfiguration;
import io.jenkins.plugins.codepipeline.config.Identity;
import io.jenkins.plugins.codepipeline.config.IdentityResolver;
import io.jenkins.plugins.codepipeline.config.RegionResolver;
import io.jenkins.plugins.codepipeline.config.Routes;
import io.jenkins.plugins.codepipeline.core.client.CodePipelineClients;
import io.jenkins.plugins.codepipeline.core.client.Receipt;
import io.jenkins.plugins.codepipeline.core.client.SendFailedException;
import io.jenkins.plugins.codepipeline.core.client.SuccessResultSender;
import io.jenkins.plugins.codepipeline.core.client.Target;
import io.jenkins.plugins.codepipeline.core.input.Advice;
import io.jenkins.plugins.codepipeline.core.input.InvalidInputException;
import io.jenkins.plugins.codepipeline.core.input.Outline;
import io.jenkins.plugins.codepipeline.core.input.Problem;
import io.jenkins.plugins.codepipeline.core.input.RegionName;
import io.jenkins.plugins.codepipeline.core.input.Shown;
import io.jenkins.plugins.codepipeline.core.input.Skeleton;
import io.jenkins.plugins.codepipeline.core.input.SuccessResultReader;
import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/** Reports success results for builds, and writes into their logs what happened. */
@Extension
public class SuccessReporter {

    private static final Logger LOGGER = Logger.getLogger(SuccessReporter.class.getName());

    private static final String PLUGIN = "codepipeline-job-result";

    private static final String SKELETON_OF_INPUT = "input";
    private static final Set<String> SKELETONS = Set.of(SKELETON_OF_INPUT, "output");

    private final CodePipelineClients clients = new CodePipelineClients(userAgent());
    private final SuccessResultSender sender = new SuccessResultSender(clients);

    public static SuccessReporter get() {
        return ExtensionList.lookupSingleton(SuccessReporter.class);
    }

    /**
     * Checks the result, resolves where to report it and as whom, and reports it. Takes as long as the call does.
     *
     * @param environment the environment variables that the build sees at this place
     * @return the text that the AWS CLI would print in the place of a call, or null after a call
     * @throws AbortException if it was not reported, with what a user has to know
     */
    @CheckForNull
    public String report(SuccessResult result, Run<?, ?> run, EnvVars environment, TaskListener listener)
            throws AbortException, InterruptedException {
        if (SKELETON_OF_INPUT.equals(result.generateCliSkeleton())) {
            String skeleton = Skeleton.text();
            listener.getLogger().print(skeleton);
            return skeleton;
        }
        if (result.generateCliSkeleton() != null) {
            read(result);
            listener.getLogger().println(Messages.SuccessReporter_checked());
            return "";
        }
        ReportedResult reported = new ReportedResult(jobId(result));
        try {
            call(result, run, environment, listener, reported);
        } catch (AbortException e) {
            reported.fail(e.getMessage());
            throw e;
        } catch (InterruptedException e) {
            reported.fail(Messages.SuccessReporter_interrupted());
            throw e;
        } finally {
            if (!isControllerGoingDown()) {
                ReportedResults.add(run, reported);
            }
        }
        return null;
    }

    private void call(
            SuccessResult result, Run<?, ?> run, EnvVars environment, TaskListener listener, ReportedResult reported)
            throws AbortException, InterruptedException {
        PutJobSuccessResultRequest request = read(result);
        reported.describe(request);
        CodePipelineConfiguration configuration = CodePipelineConfiguration.get();
        Target target = target(RegionResolver.resolve(result.region(), environment, configuration), configuration);
        reported.describe(target);
        Identity identity = new IdentityResolver(
                        run, environment, configuration.getCredentialsId(), configuration.isAllowControllerIdentity())
                .resolve(result.credentialsId());
        PrintStream log = listener.getLogger();
        log.println(Messages.SuccessReporter_reporting(target.region().id(), identity.name(), where(target)));
        Outline.of(request).forEach(line -> log.println("  " + line));
        Advice.on(request).forEach(advice -> log.println(Messages.SuccessReporter_warning(advice)));
        Receipt receipt = send(request, target, identity);
        reported.succeed(receipt);
        log.println(Messages.SuccessReporter_recorded(
                receipt.requestId(), receipt.attempts(), receipt.duration().toMillis()));
    }

    /** The job id as it was given by itself; one that only JSON has is known once that is read. */
    @CheckForNull
    private static String jobId(SuccessResult result) {
        Object jobId = result.tree().get("jobId");
        return jobId == null ? null : Shown.text(jobId.toString());
    }

    private static PutJobSuccessResultRequest read(SuccessResult result) throws AbortException {
        List<Problem> problems = new ArrayList<>(result.problems());
        PutJobSuccessResultRequest request = null;
        try {
            request = SuccessResultReader.read(result.tree(), result.cliInputJson());
        } catch (InvalidInputException e) {
            problems.addAll(e.problems());
        }
        if (result.region() != null) {
            RegionName.check("region", result.region()).ifPresent(problems::add);
        }
        if (result.generateCliSkeleton() != null && !SKELETONS.contains(result.generateCliSkeleton())) {
            problems.add(new Problem(
                    "generateCliSkeleton", Shown.value(result.generateCliSkeleton()), Messages.SuccessReporter_skeletons()));
        }
        if (!problems.isEmpty()) {
            throw new AbortException(new InvalidInputException(problems).getMessage());
        }
        return request;
    }

    private static Target target(RegionResolver.Named region, CodePipelineConfiguration configuration)
            throws AbortException {
        Optional<Problem> problem = RegionName.check(region.source(), region.name());
        if (problem.isPresent()) {
            throw new AbortException(new InvalidInputException(List.of(problem.get())).getMessage());
        }
        Region known = Region.of(region.name());
        Optional<URI> override = Optional.ofNullable(configuration.getEndpoint()).map(URI::create);
        return new Target(known, override, Routes.to(Target.endpoint(known, override).getHost()));
    }

    private Receipt send(PutJobSuccessResultRequest request, Target target, Identity identity)
            throws AbortException, InterruptedException {
        try {
            return sender.send(request, target, identity.provider());
        } catch (SendFailedException e) {
            LOGGER.log(Level.FINE, e, () -> "PutJobSuccessResult failed for job " + request.jobId());
            throw new AbortException(e.getMessage());
        }
    }

    private static String where(Target target) {
        return target.endpointOverride().map(Messages::SuccessReporter_endpoint).orElse("");
    }

    /** The version without what a build on a developer's machine adds to it, which names the machine and the user. */
    private static String userAgent() {
        PluginWrapper plugin = Jenkins.get().getPluginManager().getPlugin(PLUGIN);
        return PLUGIN + '/' + (plugin == null ? "unknown" : plugin.getVersion().split(" ", 2)[0]);
    }

    /** Whether what fails now fails for that reason alone, and is tried again after the restart. */
    public static boolean isControllerGoingDown() {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        return jenkins == null || jenkins.isTerminating();
    }

    @Terminator
    public static void closeClients() {
        get().clients.close();
    }
}
