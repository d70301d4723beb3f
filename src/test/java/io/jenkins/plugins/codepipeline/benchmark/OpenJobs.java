package io.jenkins.plugins.codepipeline.benchmark;

import io.jenkins.plugins.codepipeline.demo.DemoCodePipeline;
import io.jenkins.plugins.codepipeline.demo.aws.ActionTypes;
import io.jenkins.plugins.codepipeline.demo.aws.Fault;
import io.jenkins.plugins.codepipeline.demo.aws.Operation;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.RealJenkinsRule;

/** The ledger of a controller with a great many jobs whose results wait, as after a day without a way to AWS. */
final class OpenJobs {

    static final int COUNT = 10_000;

    private static final String ITEM = "pipeline";

    private final RealJenkinsRule controller;

    OpenJobs(RealJenkinsRule controller) {
        this.controller = controller;
    }

    /** Lets the controller, which must run, take a real job, whose entry is then the pattern of all; and stops it. */
    void make() throws Throwable {
        String id;
        try (DemoCodePipeline aws = TriggeredItems.startEndpoint()) {
            aws.faults().turnOn(Fault.ACCESS_DENIED, 1, Operation.PUT_JOB_SUCCESS_RESULT);
            controller.runRemotely(TriggeredItems::configure, aws.uri().toString());
            controller.runRemotely((RealJenkinsRule.Step) OpenJobs::createItem);
            id = aws.jobs().queue(Map.of(ActionTypes.PROJECT_NAME, ITEM)).id();
            aws.await(() -> aws.exchanges().count(Operation.PUT_JOB_SUCCESS_RESULT) == 1);
            controller.stopJenkins();
        }
        String pattern = Files.readString(file(id));
        Files.delete(file(id));
        Files.delete(folder().resolve(id + ".build-1"));
        for (int i = 0; i < COUNT; i++) {
            String other = UUID.randomUUID().toString();
            Files.writeString(file(other), pattern.replace(id, other));
        }
    }

    private Path file(String id) {
        return folder().resolve(id + ".xml");
    }

    Path folder() {
        return new File(controller.getHome(), "codepipeline-jobs").toPath();
    }

    long count() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.count();
        }
    }

    private static void createItem(JenkinsRule jenkins) throws Exception {
        TriggeredItems.pipeline(ITEM).addTrigger(TriggeredItems.trigger(ITEM));
    }
}
