package io.jenkins.plugins.codepipeline.step;

import io.jenkins.plugins.codepipeline.core.client.FakeCodePipeline;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsSessionRule;
import org.jvnet.hudson.test.RealJenkinsRule;

/** A report that is under way when the controller restarts comes to its end after it, whatever it had reached. */
public class RestartTest {

    @Rule
    public final FakeCodePipeline aws = new FakeCodePipeline();

    /** Restarts after everything is saved. */
    @Rule
    public final JenkinsSessionRule sessions = new JenkinsSessionRule();

    /** Can be killed. */
    @Rule
    public final RealJenkinsRule controller = new RealJenkinsRule();

    @Test
    public void afterAGracefulRestart() throws Throwable {
        BuildsUnderWay builds = new BuildsUnderWay(aws.uri().toString());
        builds.prepare(aws);
        sessions.then(builds::begin);
        builds.recover(aws);
        sessions.then(builds::assertFinished);
        builds.assertSent(aws);
    }

    @Test
    public void afterTheControllerWasKilled() throws Throwable {
        BuildsUnderWay builds = new BuildsUnderWay(aws.uri().toString());
        builds.prepare(aws);
        controller.startJenkins();
        controller.runRemotely((RealJenkinsRule.Step) builds::begin);
        controller.stopJenkinsForcibly();
        builds.recover(aws);
        controller.then((RealJenkinsRule.Step) builds::assertFinished);
        builds.assertSent(aws);
    }
}
