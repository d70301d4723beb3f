package io.jenkins.plugins.codepipeline.benchmark;

import com.sun.management.OperatingSystemMXBean;
import hudson.model.Result;
import io.jenkins.plugins.codepipeline.JenkinsWithAws;
import io.jenkins.plugins.codepipeline.config.CodePipelineConfiguration;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.net.URI;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** Builds on the controller that is measured. It is a process of its own, without the endpoint. */
final class Builds {

    static final String ECHO = "echo 'x'";
    static final String SLEEP = "sleep time: 1, unit: 'MILLISECONDS'";
    static final String REPORT =
            "putJobSuccessResult jobId: '" + JenkinsWithAws.JOB_ID + "', executionDetails: [summary: 'x']";

    private Builds() {}

    /** What a build took of the controller: milliseconds, and those of all processors together. */
    record Cost(double time, double cpu) implements Serializable {}

    static void reportTo(JenkinsRule jenkins, URI endpoint) throws Exception {
        new JenkinsWithAws(jenkins).setDefaults();
        CodePipelineConfiguration.get().setEndpoint(endpoint.toString());
    }

    /** Runs a build that leaves nothing behind. */
    static Cost run(JenkinsRule jenkins, String script) throws Exception {
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = process.getProcessCpuTime();
        WorkflowRun run = new JenkinsWithAws(jenkins).run(Result.SUCCESS, script);
        Cost cost = new Cost(run.getDuration(), (process.getProcessCpuTime() - cpu) / 1e6);
        run.getParent().delete();
        return cost;
    }

    static String times(int count, String step) {
        return "for (int i = 0; i < " + count + "; i++) { " + step + " }";
    }

    static String parallel(int count, String branch) {
        return """
                def branches = [:]
                for (int b = 0; b < %d; b++) {
                    branches["b$b"] = { %s }
                }
                parallel branches
                """
                .formatted(count, branch);
    }
}
