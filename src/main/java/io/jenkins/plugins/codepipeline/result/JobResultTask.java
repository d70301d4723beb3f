package io.jenkins.plugins.codepipeline.result;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.TaskListener;
import io.jenkins.plugins.codepipeline.config.CallResources;
import io.jenkins.plugins.codepipeline.config.CallTargetResolver;
import io.jenkins.plugins.codepipeline.config.CredentialsResolver;
import io.jenkins.plugins.codepipeline.config.ResolvedCredentials;
import io.jenkins.plugins.codepipeline.core.client.ApiCall;
import io.jenkins.plugins.codepipeline.core.client.CallFailedException;
import io.jenkins.plugins.codepipeline.core.client.CallListener;
import io.jenkins.plugins.codepipeline.core.client.CallResult;
import io.jenkins.plugins.codepipeline.core.client.CallTarget;
import io.jenkins.plugins.codepipeline.core.request.InputSkeleton;
import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import io.jenkins.plugins.codepipeline.core.request.Printable;
import io.jenkins.plugins.codepipeline.core.request.RequestSummary;
import io.jenkins.plugins.codepipeline.job.CodePipelineJob;
import io.jenkins.plugins.codepipeline.job.CodePipelineJobAction;
import java.io.PrintStream;
import java.time.Duration;
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
import software.amazon.awssdk.services.codepipeline.model.CodePipelineRequest;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineResponse;

/**
 * Puts one result of a build, from its arguments to its outcome: checks them, resolves credentials and region, sends the
 * request, and tells the build log, the page of the build, and whoever waits, in this order.
 */
public final class JobResultTask {

    private static final Logger LOGGER = Logger.getLogger(JobResultTask.class.getName());

    /** The queue of all tasks whose target is not yet known. */
    private static final String PREPARATION = "preparation";

    private final CallResources resources = CallResources.get();
    private final JobResultArguments arguments;
    private final Callable<BuildContext> contextSupplier;
    private final boolean resumed;
    private final CompletableFuture<String> outcome = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();

    private volatile BuildContext build;
    private volatile SecretMasker masker = SecretMasker.NONE;
    private volatile JobResultRecord record;
    private volatile ApiCall<CodePipelineResponse> call;
    private volatile Future<?> work;

    JobResultTask(JobResultArguments arguments, Callable<BuildContext> contextSupplier, boolean resumed) {
        this.arguments = arguments;
        this.contextSupplier = contextSupplier;
        this.resumed = resumed;
    }

    /**
     * Completes with the text that the AWS CLI would print in the place of a call, or null after a call; with an
     * {@link AbortException} that says what a user has to know; with the cause that it was stopped for; or is cancelled, if
     * the controller shuts down before there is an outcome.
     */
    public CompletionStage<String> outcome() {
        return outcome;
    }

    /**
     * Waits for the outcome, and stops the task if the wait is interrupted.
     *
     * @throws AbortException if the result was not recorded
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

    /** Ends the task at once, and says whether the result may have been recorded. Does nothing once there is an outcome. */
    public void stop(Throwable cause) {
        end(
                () -> {
                    boolean mayBeRecorded = mayBeRecorded();
                    abort();
                    String text = stopped(mayBeRecorded);
                    listener().ifPresent(listener -> listener.getLogger().println(text));
                    keepFailure(text, mayBeRecorded);
                },
                () -> outcome.completeExceptionally(cause));
    }

    /** Breaks the task off without an outcome. */
    void suspend() {
        end(this::abort, () -> outcome.cancel(false));
    }

    /** Synchronized, so that of its two parts the later is the one that is kept. */
    synchronized void begin() {
        work = resources.dispatcher().submit(PREPARATION, () -> run(this::prepare));
    }

    private synchronized void goOn(CallTarget target, Work part) {
        work = resources.dispatcher().submitNext(target, () -> run(part));
    }

    private interface Work {
        void run() throws Exception;
    }

    private void run(Work part) {
        try {
            if (!ended.get() && !resources.isShuttingDown()) {
                part.run();
            }
        } catch (CallFailedException e) {
            LOGGER.log(Level.FINE, e, () -> arguments.operation().apiName() + " failed");
            fail(new AbortException(e.getMessage()), mayBeRecorded(e));
        } catch (AbortException e) {
            fail(e, false);
        } catch (InterruptedException e) {
            boolean mayBeRecorded = mayBeRecorded();
            fail(new AbortException(stopped(mayBeRecorded)), mayBeRecorded);
        } catch (Throwable e) { // Whatever it is, nobody must wait for ever.
            failUnexpectedly(e);
        }
    }

    private void prepare() throws Exception {
        BuildContext context = contextSupplier.call();
        masker = SecretMasker.of(context);
        build = context;
        if (arguments.generateCliSkeleton() == null) {
            put();
            return;
        }
        if (JobResultValidator.INPUT_SKELETON.equals(arguments.generateCliSkeleton())) {
            String skeleton = InputSkeleton.text(arguments.operation());
            end(() -> log().print(skeleton), () -> outcome.complete(skeleton));
        } else {
            read(job());
            end(() -> log().println(Messages.JobResultTask_checked()), () -> outcome.complete(""));
        }
    }

    private void put() throws AbortException {
        JobResultsAction page = JobResultsAction.of(build.run());
        if (resumed) {
            Optional<JobResultRecord> earlier = page.outcomeOf(build.stepId());
            if (earlier.isPresent()) {
                repeat(earlier.get());
                return;
            }
        }
        Optional<CodePipelineJob> job = job();
        String defaultJobId = job.map(CodePipelineJob::getId).orElse(null);
        JobResultOperation operation = arguments.operation();
        record = new JobResultRecord(
                operation, build.stepId(), arguments.members().getOrDefault("jobId", defaultJobId), masker::apply);
        CodePipelineRequest request = read(job);
        record.describe(request, masker::apply);
        page.show(record);
        CallTarget target = CallTargetResolver.resolve(
                arguments.region(), job.map(CodePipelineJob::getRegion).orElse(null), build.environment());
        record.describe(target);
        goOn(target, () -> send(request, target));
    }

    private Optional<CodePipelineJob> job() {
        return CodePipelineJobAction.jobOf(build.run());
    }

    private CodePipelineRequest read(Optional<CodePipelineJob> job) throws AbortException {
        return JobResultValidator.read(arguments, job.map(CodePipelineJob::getId).orElse(null), masker);
    }

    /** The outcome was known before the restart, but the build had not gone on with it. */
    private void repeat(JobResultRecord earlier) throws AbortException {
        if (earlier.getState() != JobResultState.RECORDED) {
            throw new AbortException(earlier.getFailure());
        }
        end(
                () -> log().println(Messages.JobResultTask_recordedBeforeRestart(earlier.getRequestId())),
                () -> outcome.complete(null));
    }

    private void send(CodePipelineRequest request, CallTarget target)
            throws AbortException, InterruptedException, CallFailedException {
        JobResultOperation operation = arguments.operation();
        ResolvedCredentials credentials = CredentialsResolver.forBuild(
                build.run(),
                build.environment(),
                arguments.credentialsId(),
                CodePipelineJobAction.credentialsIdOf(build.run()),
                masker::apply);
        if (ended.get()) { // It was stopped meanwhile.
            return;
        }
        String where = target.endpointOverride().map(Messages::JobResultTask_endpoint).orElse("");
        log().println(Messages.JobResultTask_sending(
                operation.apiName(), target.region().id(), credentials.name(), where));
        RequestSummary.of(request, masker::apply).forEach(line -> log().println("  " + line));
        operation.warnings(request).forEach(warning -> log().println(Messages.JobResultTask_warning(warning)));
        call = new ApiCall<>(
                resources.clients(),
                target,
                credentials.provider(),
                operation.apiName(),
                operation.sending(request),
                new RetryLog(),
                masker::apply);
        if (ended.get()) { // It was stopped before there was a call to abort.
            return;
        }
        succeed(call.call());
    }

    private void succeed(CallResult<?> result) {
        end(
                () -> {
                    record.succeed(result);
                    save();
                    log().println(Messages.JobResultTask_recorded(
                            result.requestId(), result.attempts(), result.duration().toMillis()));
                },
                () -> outcome.complete(null));
    }

    private void fail(AbortException e, boolean mayBeRecorded) {
        if (resources.isShuttingDown()) {
            suspend();
            return;
        }
        // What is known to be shown is masked already; this is for what nobody thought of.
        AbortException failure = new AbortException(masker.apply(e.getMessage()));
        end(
                () -> keepFailure(failure.getMessage(), mayBeRecorded),
                () -> outcome.completeExceptionally(failure));
    }

    private void failUnexpectedly(Throwable e) {
        LOGGER.log(Level.WARNING, e, () -> "A result was not sent" + (build == null ? "" : " for " + build.run()));
        String what = Printable.text(masker.apply(e.toString()), 400);
        fail(new AbortException(Messages.JobResultTask_unexpected(what)), mayBeRecorded());
    }

    private void keepFailure(String text, boolean mayBeRecorded) {
        if (record != null) {
            record.fail(text, mayBeRecorded);
            save();
        }
    }

    private void save() {
        JobResultsAction.of(build.run()).save(record);
        JobResultListener.fireOutcome(build.run(), record);
    }

    private boolean mayBeRecorded() {
        return call != null && call.answerLost();
    }

    /**
     * A job that has another result does not have this one, since CodePipeline would have answered the same again as the first
     * time. That is not known of a result with a continuation token.
     */
    private boolean mayBeRecorded(CallFailedException e) {
        boolean isDefinite = e.errorCode().filter("InvalidJobStateException"::equals).isPresent() && !record.isContinued();
        return e.answerLost() && !isDefinite;
    }

    private static String stopped(boolean mayBeRecorded) {
        return mayBeRecorded ? Messages.JobResultTask_stoppedWhileSending() : Messages.JobResultTask_stoppedBeforeSending();
    }

    /** Ends the task, if it has not ended. Whatever fails in telling of the outcome, nobody waits for it for ever. */
    private void end(Runnable tell, Runnable complete) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        try {
            tell.run();
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.WARNING, e, () -> "The outcome of a result could not be told");
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

    /** Nothing if it is not even known which build the result is of. */
    private Optional<TaskListener> listener() {
        try {
            return Optional.of((build == null ? contextSupplier.call() : build).listener());
        } catch (Exception e) {
            LOGGER.log(Level.FINE, e, () -> "A stopped result cannot be told in the log of its build");
            return Optional.empty();
        }
    }

    private PrintStream log() {
        return build.listener().getLogger();
    }

    /** Tells the build log of attempts that failed. */
    private final class RetryLog implements CallListener {

        @Override
        public void retrying(int attempt, @NonNull String failure, @NonNull Duration delay) {
            log().println(Messages.JobResultTask_retrying(attempt, failure, delay.toMillis() / 1000.0));
        }
    }
}
