package io.jenkins.plugins.codepipeline.step;

import io.jenkins.plugins.codepipeline.core.client.FakeCodePipeline;
import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;
import org.jvnet.hudson.test.JenkinsSessionRule;
import org.jvnet.hudson.test.RealJenkinsRule;

/** A result that is under way when the controller restarts comes to its end after it, whatever it had reached. */
@RunWith(Parameterized.class)
public class RestartTest {

    @Rule
    public final FakeCodePipeline aws = new FakeCodePipeline();

    /** Restarts after everything is saved. */
    @Rule
    public final JenkinsSessionRule sessions = new JenkinsSessionRule();

    /** Can be killed. */
    @Rule
    public final RealJenkinsRule controller = new RealJenkinsRule();

    @Parameter
    public JobResultOperation operation;

    private BuildsUnderWay builds;

    @Parameters(name = "{0}")
    public static JobResultOperation[] operations() {
        return JobResultOperation.values();
    }

    @Before
    public void prepare() {
        builds = new BuildsUnderWay(operation, aws.uri().toString());
        builds.prepare(aws);
    }

    @Test
    public void afterAGracefulRestart() throws Throwable {
        sessions.then(jenkins -> {
            builds.begin(jenkins);
            builds.awaitSent(aws);
        });
        builds.recover(aws);
        sessions.then(builds::assertFinished);
        builds.assertSent(aws);
    }

    @Test
    public void afterTheControllerWasKilled() throws Throwable {
        controller.startJenkins();
        controller.runRemotely((RealJenkinsRule.Step) builds::begin);
        builds.awaitSent(aws);
        controller.stopJenkinsForcibly();
        builds.recover(aws);
        controller.then((RealJenkinsRule.Step) builds::assertFinished);
        builds.assertSent(aws);
    }
}
