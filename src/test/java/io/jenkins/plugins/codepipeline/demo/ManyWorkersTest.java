package io.jenkins.plugins.codepipeline.demo;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.codepipeline.demo.aws.ActionTypes;
import io.jenkins.plugins.codepipeline.demo.aws.JobEvent;
import io.jenkins.plugins.codepipeline.demo.aws.JobState;
import io.jenkins.plugins.codepipeline.demo.aws.Jobs;
import io.jenkins.plugins.codepipeline.demo.aws.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Rule;
import org.junit.Test;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.InvalidNonceException;
import software.amazon.awssdk.services.codepipeline.model.Job;

public class ManyWorkersTest {

    private static final Map<String, String> DEPLOY = Map.of(ActionTypes.PROJECT_NAME, "deploy");
    private static final int JOBS = 200;
    private static final int WORKERS = 8;

    @Rule
    public final Endpoint endpoint = new Endpoint();

    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger lostToOthers = new AtomicInteger();

    @Test
    public void eachJobIsAcknowledgedOnceAndEndsOnce() throws Exception {
        work();
    }

    @Test
    public void eachJobIsAcknowledgedOnceThoughItIsHandedOutManyTimes() throws Exception {
        endpoint.aws().jobs().setDispatchTimeout(Duration.ZERO);
        work();
        assertThat(lostToOthers.get() > 0, is(true));
    }

    private void work() throws Exception {
        Jobs jobs = endpoint.aws().jobs();
        for (int i = 0; i < JOBS; i++) {
            jobs.queue(DEPLOY);
        }
        ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                CodePipelineClient client = endpoint.client();
                workers.add(threads.submit(() -> workUntilNothingIsLeft(client)));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(jobs.in(JobState.SUCCEEDED), hasSize(JOBS));
        jobs.all().forEach(job -> {
            assertThat(job.events(JobEvent.Kind.ACKNOWLEDGED), hasSize(1));
            assertThat(job.events(JobEvent.Kind.RESULT_RECORDED), hasSize(1));
            assertThat(job.success().get().executionDetails().externalExecutionId(), is(job.nonce().get()));
        });
        assertThat(endpoint.aws().exchanges().all(), hasSize(requests.get()));
        assertThat(endpoint.aws().exchanges().of(Operation.PUT_JOB_SUCCESS_RESULT), hasSize(JOBS));
    }

    private void workUntilNothingIsLeft(CodePipelineClient client) {
        List<Job> polled;
        do {
            requests.incrementAndGet();
            polled = client.pollForJobs(request -> request.actionTypeId(ActionTypes.JENKINS.id())
                            .queryParam(DEPLOY)
                            .maxBatchSize(3))
                    .jobs();
            polled.forEach(job -> work(client, job));
        } while (!polled.isEmpty());
    }

    private void work(CodePipelineClient client, Job job) {
        try {
            requests.incrementAndGet();
            client.acknowledgeJob(request -> request.jobId(job.id()).nonce(job.nonce()));
        } catch (InvalidNonceException e) {
            lostToOthers.incrementAndGet();
            return;
        }
        requests.incrementAndGet();
        client.putJobSuccessResult(
                result -> result.jobId(job.id()).executionDetails(details -> details.externalExecutionId(job.nonce())));
    }
}
