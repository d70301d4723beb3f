package io.jenkins.plugins.codepipeline.demo.aws;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineRequest;
import software.amazon.awssdk.services.codepipeline.model.JobData;
import software.amazon.awssdk.services.codepipeline.model.PutJobFailureResultRequest;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/**
 * A job as CodePipeline keeps it, at one moment.
 *
 * @param data what a worker gets, but for the artifact credentials, which are made anew each time
 * @param nonce that with which the job was handed out last
 * @param result what was reported
 * @param history what happened, first to last
 */
public record Job(
        String id,
        JobState state,
        JobData data,
        Optional<String> nonce,
        Optional<CodePipelineRequest> result,
        List<JobEvent> history) {

    static Job queued(String id, JobData data, Instant now) {
        return new Job(
                id,
                JobState.QUEUED,
                data,
                Optional.empty(),
                Optional.empty(),
                List.of(new JobEvent(now, JobEvent.Kind.QUEUED, "")));
    }

    /** Whether it has yet to end. */
    public boolean isOpen() {
        return state.isWaiting() || state == JobState.IN_PROGRESS;
    }

    public Optional<PutJobSuccessResultRequest> success() {
        return result.filter(PutJobSuccessResultRequest.class::isInstance).map(PutJobSuccessResultRequest.class::cast);
    }

    public Optional<PutJobFailureResultRequest> failure() {
        return result.filter(PutJobFailureResultRequest.class::isInstance).map(PutJobFailureResultRequest.class::cast);
    }

    /** The properties of the action, those that are secret too. */
    public Map<String, String> configuration() {
        return data.actionConfiguration().configuration();
    }

    public String actionExecutionId() {
        return data.pipelineContext().action().actionExecutionId();
    }

    /** What happened of one kind, first to last. */
    public List<JobEvent> events(JobEvent.Kind kind) {
        return history.stream().filter(event -> event.kind() == kind).toList();
    }

    Job in(JobState next) {
        return new Job(id, next, data, nonce, result, history);
    }

    Job withNonce(String next) {
        return new Job(id, state, data, Optional.of(next), result, history);
    }

    Job withResult(CodePipelineRequest reported) {
        return new Job(id, state, data, nonce, Optional.of(reported), history);
    }

    Job after(JobEvent event) {
        List<JobEvent> events = new ArrayList<>(history);
        events.add(event);
        return new Job(id, state, data, nonce, result, List.copyOf(events));
    }
}
