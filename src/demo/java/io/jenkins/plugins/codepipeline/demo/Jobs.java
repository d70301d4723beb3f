package io.jenkins.plugins.codepipeline.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.codepipeline.model.JobStatus;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/** The jobs of an account, which live as long as the process does. */
public final class Jobs {

    private final Map<String, Job> jobs = new LinkedHashMap<>();

    public Job add(JobStatus status) {
        return add(UUID.randomUUID().toString(), status);
    }

    public Job add(String id, JobStatus status) {
        return put(new Job(id, status, Optional.empty(), Optional.empty()));
    }

    public synchronized Optional<Job> find(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    /** All jobs, first to last. */
    public synchronized List<Job> all() {
        return List.copyOf(jobs.values());
    }

    /** The first job that waits for its result; where there is none, a new one is made. */
    public synchronized Job inProgress() {
        return jobs.values().stream()
                .filter(job -> job.status() == JobStatus.IN_PROGRESS)
                .findFirst()
                .orElseGet(() -> add(JobStatus.IN_PROGRESS));
    }

    /**
     * Records a result. With a continuation token the action goes on as another job, which a worker is taken to have polled
     * and acknowledged at once.
     *
     * @return why it was not recorded, or nothing
     */
    synchronized Optional<ServiceError> succeed(PutJobSuccessResultRequest result) {
        Job job = jobs.get(result.jobId());
        if (job == null) {
            return Optional.of(new ServiceError(
                    400, "JobNotFoundException", "There is no job " + result.jobId() + " in this account and region."));
        }
        if (job.status() != JobStatus.IN_PROGRESS) {
            return Optional.of(new ServiceError(
                    400, "InvalidJobStateException", "The job " + job.id() + " is " + job.status() + ", not InProgress."));
        }
        put(job.succeededWith(result));
        if (result.continuationToken() != null) {
            put(new Job(
                    UUID.randomUUID().toString(),
                    JobStatus.IN_PROGRESS,
                    Optional.of(result.continuationToken()),
                    Optional.empty()));
        }
        return Optional.empty();
    }

    private synchronized Job put(Job job) {
        jobs.put(job.id(), job);
        return job;
    }
}
