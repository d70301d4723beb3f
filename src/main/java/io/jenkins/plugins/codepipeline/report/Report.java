package io.jenkins.plugins.codepipeline.report;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.TaskListener;
import io.jenkins.plugins.codepipeline.config.CodePipelineConfiguration;
import io.jenkins.plugins.codepipeline.config.Identity;
import io.jenkins.plugins.codepipeline.config.IdentityResolver;
import io.jenkins.plugins.codepipeline.config.RegionResolver;
import io.jenkins.plugins.codepipeline.config.Routes;
import io.jenkins.plugins.codepipeline.core.client.Progress;
import io.jenkins.plugins.codepipeline.core.client.Receipt;
import io.jenkins.plugins.codepipeline.core.client.SendFailedException;
import io.jenkins.plugins.codepipeline.core.client.SuccessResultCall;
import io.jenkins.plugins.codepipeline.core.client.Target;
import io.jenkins.plugins.codepipeline.core.input.Advice;
import io.jenkins.plugins.codepipeline.core.input.Outline;
import io.jenkins.plugins.codepipeline.core.input.Problem;
import io.jenkins.plugins.codepipeline.core.input.RegionName;
import io.jenkins.plugins.codepipeline.core.input.Shown;
import io.jenkins.plugins.codepipeline.core.input.Skeleton;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/**
 * One report of a build: it is checked, resolved and sent in threads of the call pool, and it has one outcome, of which it
 * tells the build log, the page of the build, and whoever waits for it, in this order.
 */
public final class Report {

    private static final Logger LOGGER = Logger.getLogger(Report.class.getName());

    /** The lane of all that is not yet known to go to some target. */
    private static final String PREPARATION = "preparation";

    private final Connections connections;
    private final SuccessResult result;
    private final Callable<BuildContext> place;
    private final boolean isResumed;
    private final CompletableFuture<String> outcome = new CompletableFuture<>();
    private final AtomicBoolean isOver = new AtomicBoolean();

    private volatile BuildContext build;
    private volatile Mask mask;
    private volatile ReportedResults page;
    private volatile ReportedResult reported;
    private volatile SuccessResultCall call;
    private volatile Future<?> work;

    Report(Connections connections, SuccessResult result, Callable<BuildContext> place, boolean isResumed) {
        this.connections = connections;
        this.result = result;
        this.place = place;
        this.isResumed = isResumed;
    }

    /**
     * Comes with the text that the AWS CLI would print in the place of a call, or null after a call; with an
     * {@link AbortException} that says what a user has to know; with the cause it was stopped for; or is cancelled, if
     * the controller goes down and there is no outcome yet.
     */
    public CompletionStage<String> outcome() {
        return outcome;
    }

    /**
     * Waits for the outcome, and stops the report if it is interrupted.
     *
     * @throws AbortException if it failed
     */
    public void await() throws AbortException, InterruptedException {
        try {
            outcome.get();
        } catch (InterruptedException e) {
            stop(e);
            throw e;
        } catch (CancellationException e) {
            throw (InterruptedException) new InterruptedException().initCause(e);
        } catch (ExecutionException e) {
            throw (AbortException) e.getCause();
        }
    }

    /** Ends the report at once, and says whether the result may have been sent. Does nothing if it is over. */
    public void stop(Throwable cause) {
        end(
                () -> {
                    abort();
                    String text = stopped();
                    listener().ifPresent(listener -> listener.getLogger().println(text));
                    keepFailure(text);
                },
                () -> outcome.completeExceptionally(cause));
    }

    /** Breaks the report off without an outcome. */
    void suspend() {
        end(this::abort, () -> outcome.cancel(false));
    }

    void begin() {
        try {
            submit(PREPARATION, this::prepare);
        } catch (OutOfMemoryError e) { // The operating system gives no thread.
            failUnforeseen(e);
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    /** Synchronized, so that of two parts the later is the one that is kept. */
    private synchronized void submit(Object lane, Work part) {
        work = connections.pool().submit(lane, () -> {
            try {
                if (!isOver.get() && !connections.isGoingDown()) {
                    part.run();
                }
            } catch (AbortException e) {
                fail(e);
            } catch (InterruptedException e) {
                fail(new AbortException(stopped()));
            } catch (Throwable e) { // Whatever it is, nobody must wait for ever.
                failUnforeseen(e);
            }
        });
    }

    private void prepare() throws Exception {
        BuildContext context = place.call();
        mask = new Mask(context);
        build = context;
        if (result.generateCliSkeleton() == null) {
            report();
            return;
        }
        if (ResultCheck.SKELETON_OF_INPUT.equals(result.generateCliSkeleton())) {
            String skeleton = Skeleton.text();
            end(() -> log().print(skeleton), () -> outcome.complete(skeleton));
        } else {
            ResultCheck.read(result, mask);
            end(() -> log().println(Messages.Report_checked()), () -> outcome.complete(""));
        }
    }

    private void report() throws AbortException {
        page = ReportedResults.of(build.run());
        reported = new ReportedResult(result.tree().get("jobId"), mask);
        PutJobSuccessResultRequest request = ResultCheck.read(result, mask);
        reported.describe(request, mask);
        Optional<ReportedResult> leftOver = page.leftOver(request.jobId()).filter(this::isOfThisReport);
        if (leftOver.isPresent()) {
            reported = leftOver.get().withLeftOver(false);
            if (!reported.isUnderWay()) {
                repeat(reported);
                return;
            }
        }
        page.show(reported);
        Target target = target();
        reported.describe(target);
        submit(target, () -> send(request, target));
    }

    /**
     * One result ends a job, so what was sent for the job before a restart was this result. A Pipeline may begin its step
     * anew after a restart rather than resume it, if it was killed before it had saved its state; but then a failure may
     * as well be an earlier one, after which the script tries again, and a success that of another step.
     */
    private boolean isOfThisReport(ReportedResult leftOver) {
        return isResumed || leftOver.isUnderWay() || leftOver.isRecorded() && leftOver.isLike(reported);
    }

    /** The outcome was known before the restart, but the build had not gone on with it. */
    private void repeat(ReportedResult earlier) throws AbortException {
        if (!earlier.isRecorded()) {
            throw new AbortException(earlier.getFailure());
        }
        end(
                () -> log().println(Messages.Report_recordedBeforeRestart(earlier.getRequestId())),
                () -> outcome.complete(null));
    }

    private Target target() throws AbortException {
        CodePipelineConfiguration configuration = CodePipelineConfiguration.get();
        RegionResolver.Named region = RegionResolver.resolve(result.region(), build.environment(), configuration);
        Optional<Problem> problem = RegionName.check(region.source(), region.name());
        if (problem.isPresent()) {
            throw ResultCheck.invalid(List.of(problem.get()));
        }
        Region known = Region.of(region.name());
        Optional<URI> override = Optional.ofNullable(configuration.getEndpoint()).map(URI::create);
        return new Target(known, override, Routes.to(Target.endpoint(known, override).getHost()));
    }

    private void send(PutJobSuccessResultRequest request, Target target) throws AbortException, InterruptedException {
        CodePipelineConfiguration configuration = CodePipelineConfiguration.get();
        Identity identity = new IdentityResolver(
                        build.run(),
                        build.environment(),
                        configuration.getCredentialsId(),
                        configuration.isAllowControllerIdentity())
                .resolve(result.credentialsId(), mask::apply);
        if (isOver.get()) { // It was stopped meanwhile.
            return;
        }
        String where = target.endpointOverride().map(Messages::Report_endpoint).orElse("");
        log().println(Messages.Report_reporting(target.region().id(), identity.name(), where));
        Outline.of(request, mask::apply).forEach(line -> log().println("  " + line));
        Advice.on(request).forEach(advice -> log().println(Messages.Report_warning(advice)));
        Optional<String> lostAnswer =
                reported.isMayHaveArrived() ? Optional.of(Messages.Report_lostByRestart()) : Optional.empty();
        call = new SuccessResultCall(
                connections.clients(), target, identity.provider(), request, new LoggedProgress(), lostAnswer);
        if (isOver.get()) { // It was stopped before there was a call to abort.
            return;
        }
        try {
            succeed(call.call());
        } catch (SendFailedException e) {
            LOGGER.log(Level.FINE, e, () -> "PutJobSuccessResult failed for job " + request.jobId());
            throw new AbortException(e.getMessage());
        }
    }

    private void succeed(Receipt receipt) {
        end(
                () -> {
                    Optional<String> confirmation = receipt.lostAnswer().map(Messages::Report_confirmed);
                    reported.succeed(receipt, confirmation);
                    page.save(reported);
                    log().println(Messages.Report_recorded(
                            receipt.requestId(), receipt.attempts(), receipt.duration().toMillis()));
                    confirmation.ifPresent(log()::println);
                },
                () -> outcome.complete(null));
    }

    private void fail(AbortException e) {
        if (connections.isGoingDown()) {
            suspend();
            return;
        }
        // What is known to be shown is masked already; this is for what nobody thought of.
        AbortException failure = mask == null ? e : new AbortException(mask.apply(e.getMessage()));
        end(() -> keepFailure(failure.getMessage()), () -> outcome.completeExceptionally(failure));
    }

    private void failUnforeseen(Throwable e) {
        LOGGER.log(Level.WARNING, e, () -> "A result was not reported" + (build == null ? "" : " for " + build.run()));
        String what = mask == null ? e.toString() : mask.apply(e.toString());
        fail(new AbortException(Messages.Report_unforeseen(Shown.text(what, 400))));
    }

    private void keepFailure(String text) {
        if (reported != null) {
            reported.fail(text);
            page.save(reported);
        }
    }

    private String stopped() {
        return reported != null && reported.isMayHaveArrived()
                ? Messages.Report_stoppedWhileSending()
                : Messages.Report_stoppedBeforeSending();
    }

    /** Ends the report, if it is not over. Whatever fails in telling of the outcome, nobody waits for it for ever. */
    private void end(Runnable tell, Runnable complete) {
        if (!isOver.compareAndSet(false, true)) {
            return;
        }
        try {
            tell.run();
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.WARNING, e, () -> "The outcome of a report could not be told");
        } finally {
            complete.run();
        }
    }

    private void abort() {
        if (call != null) {
            call.abort();
        }
        if (work != null) {
            work.cancel(true);
        }
    }

    /** Nothing if it is not even known for which build the report is. */
    private Optional<TaskListener> listener() {
        try {
            return Optional.of((build == null ? place.call() : build).listener());
        } catch (Exception e) {
            LOGGER.log(Level.FINE, e, () -> "A stopped report can not be told in the log of its build");
            return Optional.empty();
        }
    }

    private PrintStream log() {
        return build.listener().getLogger();
    }

    /** Keeps on disk what a restart must know, and tells the rest in the log. */
    private final class LoggedProgress implements Progress {

        /** Keeps the request from leaving if the report is over, or the thread interrupted, and thus the disk not written. */
        @Override
        public void mayHaveArrived(boolean maybe) {
            checkUnderWay();
            reported.setMayHaveArrived(maybe);
            page.save(reported);
            checkUnderWay();
        }

        private void checkUnderWay() {
            if (isOver.get() || Thread.currentThread().isInterrupted()) {
                throw new CancellationException();
            }
        }

        @NonNull
        @Override
        public String mask(@NonNull String text) {
            return mask.apply(text);
        }

        @Override
        public void retrying(int attempt, @NonNull String failure, @NonNull Duration delay) {
            log().println(Messages.Report_retrying(attempt, failure, delay.toMillis() / 1000.0));
        }
    }
}
