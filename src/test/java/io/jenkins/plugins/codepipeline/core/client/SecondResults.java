package io.jenkins.plugins.codepipeline.core.client;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The results that jobs have, with the real service's recorded answers to a second result of a job. */
final class SecondResults {

    private static final Pattern JOB_ID = Pattern.compile("\"jobId\":\"([^\"]*)\"");

    private final Map<String, Result> results = new ConcurrentHashMap<>();

    private record Result(String operation, String body) {}

    /**
     * Records a result if the job has none.
     *
     * @param operation the header X-Amz-Target
     * @return the message of the InvalidJobStateException; empty if this very result is recorded
     */
    Optional<String> put(String operation, String body) {
        Matcher job = JOB_ID.matcher(body);
        if (!job.find()) {
            throw new IllegalArgumentException("no result of a job: " + body);
        }
        Result result = new Result(operation, body);
        Result recorded = results.computeIfAbsent(job.group(1), id -> result);
        if (recorded.equals(result)) {
            return Optional.empty();
        }
        return Optional.of(
                recorded.operation().equals(operation)
                        ? "The status of job with id " + job.group(1) + " is already set to the desired value. It cannot be "
                                + "updated with the same status, but different result or output variables."
                        : "Job with id " + job.group(1) + " has already terminated");
    }

    /** How many jobs have a result. */
    int count() {
        return results.size();
    }
}
