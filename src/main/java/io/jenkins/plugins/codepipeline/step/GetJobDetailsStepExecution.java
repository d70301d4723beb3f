package io.jenkins.plugins.codepipeline.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.model.Run;
import io.jenkins.plugins.codepipeline.config.CallResources;
import io.jenkins.plugins.codepipeline.config.CallTargetResolver;
import io.jenkins.plugins.codepipeline.config.CredentialsResolver;
import io.jenkins.plugins.codepipeline.config.ResolvedCredentials;
import io.jenkins.plugins.codepipeline.core.client.ApiCall;
import io.jenkins.plugins.codepipeline.core.client.CallFailedException;
import io.jenkins.plugins.codepipeline.core.client.CallTarget;
import io.jenkins.plugins.codepipeline.core.request.InvalidInputException;
import io.jenkins.plugins.codepipeline.core.request.JobId;
import io.jenkins.plugins.codepipeline.core.request.SdkPojoToMap;
import io.jenkins.plugins.codepipeline.core.request.ValidationError;
import io.jenkins.plugins.codepipeline.job.CodePipelineJob;
import io.jenkins.plugins.codepipeline.job.CodePipelineJobAction;
import io.jenkins.plugins.codepipeline.job.JobDetailsCall;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import software.amazon.awssdk.services.codepipeline.model.GetJobDetailsResponse;

/** Gets a job's data from the controller, without holding the thread of the Pipeline, and again after a restart. */
final class GetJobDetailsStepExecution extends StepExecution {

    private static final long serialVersionUID = 1L;

    /** Keys for the artifacts' bucket, which would be stored with the Pipeline. */
    private static final Set<String> LEFT_OUT = Set.of("artifactCredentials");

    @CheckForNull
    private final String jobId;

    @CheckForNull
    private final String credentialsId;

    @CheckForNull
    private final String region;

    private transient volatile ApiCall<GetJobDetailsResponse> call;
    private transient volatile Future<?> work;

    GetJobDetailsStepExecution(
            StepContext context,
            @CheckForNull String jobId,
            @CheckForNull String credentialsId,
            @CheckForNull String region) {
        super(context);
        this.jobId = jobId;
        this.credentialsId = credentialsId;
        this.region = region;
    }

    @Override
    public boolean start() {
        work = CallResources.get().dispatcher().submit(getClass(), this::run);
        return false;
    }

    @Override
    public void onResume() {
        start();
    }

    @Override
    public void stop(@NonNull Throwable cause) {
        getContext().onFailure(cause);
        if (call != null) {
            call.abort();
        }
        if (work != null) {
            work.cancel(true);
        }
    }

    private void run() {
        try {
            getContext().onSuccess(get());
        } catch (CallFailedException e) {
            fail(new AbortException(e.getMessage()));
        } catch (Throwable e) { // Whatever it is, nobody must wait for ever.
            fail(e);
        }
    }

    /** A controller that goes down breaks the call off; it is made again after the restart. */
    private void fail(Throwable e) {
        if (!CallResources.get().isShuttingDown()) {
            getContext().onFailure(e);
        }
    }

    private Object get() throws Exception {
        Run<?, ?> run = getContext().get(Run.class);
        EnvVars environment = getContext().get(EnvVars.class);
        Optional<CodePipelineJob> job = CodePipelineJobAction.jobOf(run);
        String id = jobId == null ? job.map(CodePipelineJob::getId).orElse("") : jobId;
        Optional<ValidationError> error = JobId.check(id);
        if (error.isPresent()) {
            throw new AbortException(new InvalidInputException(List.of(error.get())).getMessage());
        }
        CallTarget target = CallTargetResolver.resolve(
                region, job.map(CodePipelineJob::getRegion).orElse(null), environment);
        ResolvedCredentials credentials = CredentialsResolver.forBuild(
                run, environment, credentialsId, CodePipelineJobAction.credentialsIdOf(run), UnaryOperator.identity());
        call = JobDetailsCall.of(id, target, credentials);
        return SdkPojoToMap.of(call.call().response().jobDetails(), LEFT_OUT);
    }
}
