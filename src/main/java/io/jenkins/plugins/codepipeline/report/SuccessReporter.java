package io.jenkins.plugins.codepipeline.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.PluginWrapper;
import hudson.init.Terminator;
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
import java.util.stream.Collectors;
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
     * @return the text that the AWS CLI would print in the place of a call, or null after a call
     * @throws AbortException if it was not reported, with what a user has to know
     */
    @CheckForNull
    public String report(SuccessResult result, BuildContext build) throws AbortException, InterruptedException {
        PrintStream log = build.listener().getLogger();
        Mask mask = new Mask(build);
        if (SKELETON_OF_INPUT.equals(result.generateCliSkeleton())) {
            String skeleton = Skeleton.text();
            log.print(skeleton);
            return skeleton;
        }
        if (result.generateCliSkeleton() != null) {
            read(result, mask);
            log.println(Messages.SuccessReporter_checked());
            return "";
        }
        ReportedResult reported = new ReportedResult(result.tree().get("jobId"), mask);
        try {
            call(result, build, mask, reported);
        } catch (AbortException e) {
            reported.fail(e.getMessage());
            throw e;
        } catch (InterruptedException e) {
            reported.fail(Messages.SuccessReporter_interrupted());
            throw e;
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "A result of " + build.run() + " was not reported");
            AbortException failure = new AbortException(Messages.SuccessReporter_unexpected(Shown.text(e.toString(), 400)));
            reported.fail(failure.getMessage());
            throw failure;
        } finally {
            // What fails now is tried again after the restart.
            if (reported.isRecorded() || !isControllerGoingDown()) {
                ReportedResults.add(build.run(), reported);
            }
        }
        return null;
    }

    private void call(SuccessResult result, BuildContext build, Mask mask, ReportedResult reported)
            throws AbortException, InterruptedException {
        PutJobSuccessResultRequest request = read(result, mask);
        reported.describe(request, mask);
        CodePipelineConfiguration configuration = CodePipelineConfiguration.get();
        Target target =
                target(RegionResolver.resolve(result.region(), build.environment(), configuration), configuration);
        reported.describe(target);
        Identity identity = new IdentityResolver(
                        build.run(),
                        build.environment(),
                        configuration.getCredentialsId(),
                        configuration.isAllowControllerIdentity())
                .resolve(result.credentialsId());
        PrintStream log = build.listener().getLogger();
        log.println(Messages.SuccessReporter_reporting(target.region().id(), identity.name(), where(target)));
        Outline.of(request, mask::apply).forEach(line -> log.println("  " + line));
        Advice.on(request).forEach(advice -> log.println(Messages.SuccessReporter_warning(advice)));
        Receipt receipt = send(request, target, identity, mask);
        reported.succeed(receipt);
        log.println(Messages.SuccessReporter_recorded(
                receipt.requestId(), receipt.attempts(), receipt.duration().toMillis()));
    }

    private static PutJobSuccessResultRequest read(SuccessResult result, Mask mask) throws AbortException {
        List<Problem> problems = new ArrayList<>(result.problems());
        PutJobSuccessResultRequest request = null;
        try {
            request = SuccessResultReader.read(result.tree(), result.cliInputJson());
        } catch (InvalidInputException e) {
            // An argument that could not be taken at all is missing in the tree only for that reason.
            Set<String> known = result.problems().stream().map(Problem::path).collect(Collectors.toSet());
            e.problems().stream()
                    .filter(problem -> !known.contains(problem.path()))
                    .forEach(problems::add);
        }
        if (result.region() != null) {
            RegionName.check("region", result.region()).ifPresent(problems::add);
        }
        if (result.generateCliSkeleton() != null && !SKELETONS.contains(result.generateCliSkeleton())) {
            problems.add(new Problem(
                    "generateCliSkeleton", Shown.value(result.generateCliSkeleton()), Messages.SuccessReporter_skeletons()));
        }
        if (!problems.isEmpty()) {
            boolean isSecret = mask.hides(result.tree()) || mask.hides(result.cliInputJson());
            throw invalid(isSecret ? problems.stream().map(SuccessReporter::hidden).toList() : problems);
        }
        return request;
    }

    /** What is shown of a value or of a name may be a part of a secret, which the log would not hide. */
    private static Problem hidden(Problem problem) {
        String topLevel = problem.path().split("[.\\[]", 2)[0];
        String allowed = problem.allowed().lines().findFirst().orElse("");
        return new Problem(topLevel, Messages.SuccessReporter_hidden(), allowed);
    }

    private static AbortException invalid(List<Problem> problems) {
        return new AbortException(new InvalidInputException(problems).getMessage());
    }

    private static Target target(RegionResolver.Named region, CodePipelineConfiguration configuration)
            throws AbortException {
        Optional<Problem> problem = RegionName.check(region.source(), region.name());
        if (problem.isPresent()) {
            throw invalid(List.of(problem.get()));
        }
        Region known = Region.of(region.name());
        Optional<URI> override = Optional.ofNullable(configuration.getEndpoint()).map(URI::create);
        return new Target(known, override, Routes.to(Target.endpoint(known, override).getHost()));
    }

    private Receipt send(PutJobSuccessResultRequest request, Target target, Identity identity, Mask mask)
            throws AbortException, InterruptedException {
        try {
            return sender.send(request, target, identity.provider());
        } catch (SendFailedException e) {
            LOGGER.log(Level.FINE, e, () -> "PutJobSuccessResult failed for job " + request.jobId());
            throw new AbortException(mask.apply(e.getMessage()));
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
