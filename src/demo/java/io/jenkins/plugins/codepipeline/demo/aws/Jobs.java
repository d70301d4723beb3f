package io.jenkins.plugins.codepipeline.demo.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.services.codepipeline.model.AWSSessionCredentials;
import software.amazon.awssdk.services.codepipeline.model.AcknowledgeJobRequest;
import software.amazon.awssdk.services.codepipeline.model.AcknowledgeJobResponse;
import software.amazon.awssdk.services.codepipeline.model.ActionTypeId;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineRequest;
import software.amazon.awssdk.services.codepipeline.model.GetJobDetailsRequest;
import software.amazon.awssdk.services.codepipeline.model.GetJobDetailsResponse;
import software.amazon.awssdk.services.codepipeline.model.JobData;
import software.amazon.awssdk.services.codepipeline.model.PollForJobsRequest;
import software.amazon.awssdk.services.codepipeline.model.PollForJobsResponse;
import software.amazon.awssdk.services.codepipeline.model.PutJobFailureResultRequest;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/**
 * The jobs of a region, which live as long as the process does: what the operations do with them, what a test or a person
 * does to them, and what became of them.
 */
public final class Jobs {

    static final String ACCOUNT_ID = "123456789012";

    private static final String BY_HAND = "by-hand";

    private final Object monitor;
    private final String region;
    private final ActionTypes actionTypes = new ActionTypes();
    private final Map<String, Job> jobs = new LinkedHashMap<>();

    /** The ids of those that a worker may still get, in the order of their queue, with the time of the last hand-out. */
    private final Map<String, Instant> waiting = new LinkedHashMap<>();

    private final Set<String> secrets = new LinkedHashSet<>();
    private Duration dispatchTimeout = Duration.ofMinutes(1);

    /**
     * Begins without jobs.
     *
     * @param monitor is held during each change, and notified of it
     */
    Jobs(Object monitor, String region) {
        this.monitor = monitor;
        this.region = region;
    }

    public ActionTypes actionTypes() {
        return actionTypes;
    }

    /** Sets how long a worker that polled a job may take to acknowledge it, before others get it; at first one minute. */
    public void setDispatchTimeout(Duration timeout) {
        synchronized (monitor) {
            dispatchTimeout = timeout;
        }
    }

    /** Queues a job of {@link ActionTypes#JENKINS}. */
    public Job queue(Map<String, String> configuration) {
        return queue(ActionTypes.JENKINS.id(), configuration);
    }

    /** Queues a job of an action in the pipeline "shop". */
    public Job queue(ActionTypeId type, Map<String, String> configuration) {
        return queue(data(type, configuration, "shop", "Deploy", "Jenkins"));
    }

    public Job queue(JobData data) {
        return add(UUID.randomUUID().toString(), data, JobState.QUEUED);
    }

    /** Adds a job of {@link ActionTypes#JENKINS} that is already in a state, and that nobody has to poll. */
    public Job add(JobState state) {
        return add(UUID.randomUUID().toString(), state);
    }

    public Job add(String id, JobState state) {
        return add(id, data(ActionTypes.JENKINS.id(), Map.of(ActionTypes.PROJECT_NAME, BY_HAND), "shop", "Deploy", "Jenkins"), state);
    }

    public Job add(String id, JobData data, JobState state) {
        synchronized (monitor) {
            if (state.isWaiting()) {
                waiting.put(id, Instant.MIN);
            }
            return put(Job.queued(id, data, Instant.now()).in(state));
        }
    }

    /** The data of a job in a new execution of a pipeline, with an input and an output artifact. */
    public JobData data(ActionTypeId type, Map<String, String> configuration, String pipeline, String stage, String action) {
        return NewJobData.of(region, type, configuration, pipeline, stage, action);
    }

    public Optional<Job> find(String id) {
        synchronized (monitor) {
            return Optional.ofNullable(jobs.get(id));
        }
    }

    public Job get(String id) {
        return find(id).orElseThrow(() -> new NoSuchElementException("There is no job " + id));
    }

    /** All jobs, first to last. */
    public List<Job> all() {
        synchronized (monitor) {
            return List.copyOf(jobs.values());
        }
    }

    public List<Job> in(JobState state) {
        return all().stream().filter(job -> job.state() == state).toList();
    }

    /** The jobs of an action's execution, first to last: one, and one more for each continuation token. */
    public List<Job> ofAction(String actionExecutionId) {
        return all().stream().filter(job -> job.actionExecutionId().equals(actionExecutionId)).toList();
    }

    /**
     * A job in progress for somebody who reports a result by hand: the first one of {@link #add(JobState)}, be it queued by a
     * continuation token; where there is none, a new one.
     */
    public Job inProgressByHand() {
        synchronized (monitor) {
            return in(JobState.IN_PROGRESS).stream()
                    .filter(Jobs::isByHand)
                    .findFirst()
                    .or(() -> in(JobState.QUEUED).stream()
                            .filter(Jobs::isByHand)
                            .findFirst()
                            .map(job -> put(job.in(JobState.IN_PROGRESS))))
                    .orElseGet(() -> add(JobState.IN_PROGRESS));
        }
    }

    private static boolean isByHand(Job job) {
        return BY_HAND.equals(job.configuration().get(ActionTypes.PROJECT_NAME));
    }

    /** Lets the time-out of a job's action pass. */
    public void timeOut(String id) {
        end(id, JobState.TIMED_OUT, JobEvent.Kind.TIMED_OUT);
    }

    /** Stops the execution of a job and abandons its action. */
    public void abandon(String id) {
        end(id, JobState.ABANDONED, JobEvent.Kind.ABANDONED);
    }

    private void end(String id, JobState state, JobEvent.Kind event) {
        synchronized (monitor) {
            Job job = get(id);
            if (job.isOpen()) {
                put(job.in(state).after(event(event, "")));
            }
        }
    }

    /** Lets the time pass that a worker may take to acknowledge a job, so that the next poll may get it. */
    public void timeOutDispatch(String id) {
        synchronized (monitor) {
            waiting.computeIfPresent(id, (key, time) -> Instant.MIN);
        }
    }

    /**
     * What was given to workers and must not be found anywhere afterwards: nonces, the keys of artifact credentials, and
     * the values of secret properties.
     */
    public Set<String> secrets() {
        synchronized (monitor) {
            return Set.copyOf(secrets);
        }
    }

    PollForJobsResponse poll(PollForJobsRequest poll, String accessKeyId) throws ServiceException {
        actionTypes.check(poll);
        int most = poll.maxBatchSize() == null ? 1 : poll.maxBatchSize();
        Instant lastInTime = Instant.now().minus(dispatchTimeout);
        List<Job> found = waiting.entrySet().stream()
                .filter(entry -> entry.getValue().isBefore(lastInTime))
                .map(entry -> jobs.get(entry.getKey()))
                .filter(job -> job.data().actionTypeId().equals(poll.actionTypeId()))
                .filter(job -> job.configuration().entrySet().containsAll(poll.queryParam().entrySet()))
                .limit(most)
                .toList();
        return PollForJobsResponse.builder()
                .jobs(found.stream().map(job -> handOut(job, accessKeyId)).toList())
                .build();
    }

    private software.amazon.awssdk.services.codepipeline.model.Job handOut(Job job, String accessKeyId) {
        String nonce = UUID.randomUUID().toString();
        secrets.add(nonce);
        JobEvent event = event(JobEvent.Kind.HANDED_OUT, accessKeyId);
        put(job.in(JobState.DISPATCHED).withNonce(nonce).after(event));
        waiting.put(job.id(), event.time());
        return software.amazon.awssdk.services.codepipeline.model.Job.builder()
                .id(job.id())
                .nonce(nonce)
                .accountId(ACCOUNT_ID)
                .data(dataForWorker(job))
                .build();
    }

    private JobData dataForWorker(Job job) {
        AWSSessionCredentials credentials = NewJobData.credentials();
        secrets.addAll(List.of(credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken()));
        secrets.addAll(actionTypes.secrets(job.data().actionTypeId(), job.configuration()));
        return job.data().toBuilder().artifactCredentials(credentials).build();
    }

    /** Answers a job that nobody can acknowledge any more with its status, which is a guess. */
    AcknowledgeJobResponse acknowledge(AcknowledgeJobRequest request, String accessKeyId) throws ServiceException {
        Job job = existing(request.jobId());
        boolean isLastNonce = job.nonce().filter(request.nonce()::equals).isPresent();
        if (!isLastNonce || job.state() != JobState.DISPATCHED && acknowledgedAlready(job)) {
            throw new ServiceException("InvalidNonceException", "The nonce is not valid for job with id '" + job.id() + "'");
        }
        Job answered = job.state() == JobState.DISPATCHED
                ? put(job.in(JobState.IN_PROGRESS).after(event(JobEvent.Kind.ACKNOWLEDGED, accessKeyId)))
                : job;
        return AcknowledgeJobResponse.builder().status(answered.state().status()).build();
    }

    private static boolean acknowledgedAlready(Job job) {
        return !job.events(JobEvent.Kind.ACKNOWLEDGED).isEmpty();
    }

    GetJobDetailsResponse details(GetJobDetailsRequest request) throws ServiceException {
        Job job = existing(request.jobId());
        return GetJobDetailsResponse.builder()
                .jobDetails(details -> details.id(job.id()).accountId(ACCOUNT_ID).data(dataForWorker(job)))
                .build();
    }

    /** Records a success. With a continuation token the action goes on as another job, which is queued. */
    void succeed(PutJobSuccessResultRequest result, String accessKeyId) throws ServiceException {
        Job before = existing(result.jobId());
        Job after = record(before, result, JobState.SUCCEEDED, accessKeyId);
        if (before.state() == JobState.IN_PROGRESS && after.state() == JobState.SUCCEEDED && result.continuationToken() != null) {
            queue(after.data().toBuilder().continuationToken(result.continuationToken()).build());
        }
    }

    void fail(PutJobFailureResultRequest result, String accessKeyId) throws ServiceException {
        record(existing(result.jobId()), result, JobState.FAILED, accessKeyId);
    }

    private Job record(Job job, CodePipelineRequest result, JobState next, String accessKeyId) throws ServiceException {
        if (job.result().filter(result::equals).isPresent()) {
            return put(job.after(event(JobEvent.Kind.RESULT_REPEATED, accessKeyId)));
        }
        Optional<String> refusal = refusal(job, result);
        if (refusal.isPresent()) {
            put(job.after(event(JobEvent.Kind.RESULT_REFUSED, accessKeyId)));
            throw new ServiceException("InvalidJobStateException", refusal.get());
        }
        JobState state = job.state() == JobState.ABANDONED ? JobState.ABANDONED : next;
        return put(job.in(state).withResult(result).after(event(JobEvent.Kind.RESULT_RECORDED, accessKeyId)));
    }

    /** Why a job does not take a result, as recorded from the real service; that a second failure is answered as a second success is a guess. */
    private static Optional<String> refusal(Job job, CodePipelineRequest result) {
        if (job.state().isWaiting()) {
            return Optional.of("Job with id " + job.id() + " has not been acknowledged"); // A guess.
        }
        if (job.result().filter(recorded -> recorded.getClass() == result.getClass()).isPresent()) {
            return Optional.of("The status of job with id " + job.id()
                    + " is already set to the desired value. It cannot be updated with the same status, but different result or"
                    + " output variables.");
        }
        return job.state() == JobState.IN_PROGRESS || job.state() == JobState.ABANDONED && job.result().isEmpty()
                ? Optional.empty()
                : Optional.of("Job with id " + job.id() + " has already terminated");
    }

    private Job existing(String id) throws ServiceException {
        return find(id).orElseThrow(
                () -> new ServiceException("JobNotFoundException", "Job with id '" + id + "' does not exist"));
    }

    private Job put(Job job) {
        jobs.put(job.id(), job);
        if (!job.state().isWaiting()) {
            waiting.remove(job.id());
        }
        monitor.notifyAll();
        return job;
    }

    private static JobEvent event(JobEvent.Kind kind, String accessKeyId) {
        return new JobEvent(Instant.now(), kind, accessKeyId);
    }
}
