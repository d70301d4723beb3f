package io.jenkins.plugins.codepipeline.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.model.Describable;
import hudson.model.Item;
import hudson.security.AuthorizationStrategy;
import io.jenkins.plugins.codepipeline.JenkinsWithAws;
import io.jenkins.plugins.codepipeline.freestyle.PutJobSuccessResultBuilder;
import io.jenkins.plugins.codepipeline.step.CurrentRevision;
import io.jenkins.plugins.codepipeline.step.ExecutionDetails;
import io.jenkins.plugins.codepipeline.step.OutputVariable;
import io.jenkins.plugins.codepipeline.step.OutputVariables;
import io.jenkins.plugins.codepipeline.step.PutJobSuccessResultStep;
import java.lang.reflect.Method;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** Each method that a form calls tells everybody what they may know and no more. */
public class FormPermissionsTest {

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    private static final Class<?> STEP = PutJobSuccessResultStep.class;
    private static final Class<?> GLOBAL = CodePipelineConfiguration.class;

    private static final String HAS_ERROR = "allowed: ";

    /**
     * A call of a form.
     *
     * @param sign in the answer to somebody who may see it
     */
    private record Call(Class<?> form, String method, String query, String sign) {}

    private static final List<Call> OF_A_JOB = List.of(
            new Call(STEP, "checkJobId", "value=x", HAS_ERROR),
            new Call(STEP, "checkContinuationToken", "value=" + "x".repeat(2049), HAS_ERROR),
            new Call(STEP, "checkCliInputJson", "value=x", HAS_ERROR),
            new Call(STEP, "checkRegion", "value=x", HAS_ERROR),
            new Call(STEP, "checkCredentialsId", "value=gone", "were not found"),
            new Call(STEP, "fillGenerateCliSkeletonItems", "value=", "output"),
            new Call(STEP, "fillRegionItems", "value=", "eu-west-1"),
            new Call(STEP, "fillCredentialsIdItems", "credentialsId=", "worker"),
            new Call(CurrentRevision.class, "checkRevision", "value=", HAS_ERROR),
            new Call(CurrentRevision.class, "checkChangeIdentifier", "value=", HAS_ERROR),
            new Call(CurrentRevision.class, "checkCreated", "value=x", HAS_ERROR),
            new Call(CurrentRevision.class, "checkRevisionSummary", "value=" + "x".repeat(2049), HAS_ERROR),
            new Call(ExecutionDetails.class, "checkSummary", "value=" + "x".repeat(2049), HAS_ERROR),
            new Call(ExecutionDetails.class, "checkExternalExecutionId", "value=" + "x".repeat(1501), HAS_ERROR),
            new Call(ExecutionDetails.class, "checkPercentComplete", "value=101", HAS_ERROR),
            new Call(OutputVariable.class, "checkName", "value=a+b", HAS_ERROR),
            new Call(OutputVariable.class, "checkValue", "value=" + "x".repeat(122_880), HAS_ERROR));

    private static final List<Call> OF_ALL_JENKINS = List.of(
            new Call(GLOBAL, "checkRegion", "value=x", HAS_ERROR),
            new Call(GLOBAL, "checkCredentialsId", "value=gone", "were not found"),
            new Call(GLOBAL, "checkEndpoint", "value=x", HAS_ERROR),
            new Call(GLOBAL, "fillRegionItems", "value=", "eu-west-1"),
            new Call(GLOBAL, "fillCredentialsIdItems", "credentialsId=", "worker"),
            new Call(GLOBAL, "test", "credentialsId=gone&region=eu-west-1", "were not found"));

    @Rule
    public final JenkinsWithAws jenkins = new JenkinsWithAws(JENKINS);

    private final HttpClient browser = HttpClient.newHttpClient();

    @Before
    public void setUp() throws Exception {
        jenkins.addCredentials("worker", "AKIDWORKER");
        JENKINS.createFreeStyleProject("job");
        JENKINS.jenkins.setCrumbIssuer(null);
        JENKINS.jenkins.setSecurityRealm(JENKINS.createDummySecurityRealm());
        JENKINS.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER).everywhere().to("admin")
                .grant(Jenkins.READ, Item.READ).everywhere().to("reader", "configurer")
                .grant(Item.CONFIGURE).everywhere().to("configurer"));
    }

    @After
    public void tearDown() {
        JENKINS.jenkins.setAuthorizationStrategy(new AuthorizationStrategy.Unsecured());
    }

    @Test
    public void everyMethodIsTriedHere() {
        List<String> expected = new ArrayList<>();
        for (Class<?> form : List.of(
                STEP, CurrentRevision.class, ExecutionDetails.class, OutputVariables.class, OutputVariable.class,
                PutJobSuccessResultBuilder.class, GLOBAL)) {
            Class<?> descriptor = form == GLOBAL ? form : JENKINS.jenkins.getDescriptor(form.asSubclass(Describable.class)).getClass();
            for (Method method : descriptor.getDeclaredMethods()) {
                if (method.getName().startsWith("do")) {
                    expected.add(form.getSimpleName() + "." + method.getName());
                }
            }
        }

        assertThat(
                Stream.of(OF_A_JOB, OF_ALL_JENKINS)
                        .flatMap(List::stream)
                        .map(call -> call.form().getSimpleName() + ".do"
                                + Character.toUpperCase(call.method().charAt(0)) + call.method().substring(1))
                        .toList(),
                containsInAnyOrder(expected.toArray(new String[0])));
    }

    @Test
    public void whoMayConfigureAJobIsToldAllOfIt() throws Exception {
        for (Call call : OF_A_JOB) {
            assertThat(call.toString(), post("configurer", "job/job/", call).body(), containsString(call.sign()));
        }
    }

    @Test
    public void whoMayOnlyReadAJobIsToldNothing() throws Exception {
        for (Call call : OF_A_JOB) {
            assertThat(call.toString(), post("reader", "job/job/", call).body(), not(containsString(call.sign())));
            assertThat(call.toString(), post(null, "job/job/", call).body(), not(containsString(call.sign())));
        }
    }

    @Test
    public void outsideOfAJobOnlyAnAdministratorIsToldSomething() throws Exception {
        for (Call call : Stream.concat(OF_A_JOB.stream(), OF_ALL_JENKINS.stream()).toList()) {
            assertThat(call.toString(), post("admin", "", call).body(), containsString(call.sign()));
            for (String user : Arrays.asList("configurer", "reader", null)) {
                assertThat(user + " " + call, post(user, "", call).body(), not(containsString(call.sign())));
            }
        }
    }

    @Test
    public void theTestButtonIsForAdministratorsOnly() throws Exception {
        Call test = OF_ALL_JENKINS.get(OF_ALL_JENKINS.size() - 1);

        assertThat(post("configurer", "", test).statusCode(), is(403));
        assertThat(post("admin", "", test).statusCode(), is(200));
    }

    @Test
    public void nothingIsDoneByAGet() throws Exception {
        for (Call call : Stream.of(OF_A_JOB, OF_ALL_JENKINS).flatMap(List::stream).toList()) {
            HttpResponse<String> answer = call("GET", "admin", "", call);
            assertThat(call.toString(), answer.statusCode(), is(405));
        }
    }

    private HttpResponse<String> post(String user, String base, Call call) throws Exception {
        return call("POST", user, base, call);
    }

    private HttpResponse<String> call(String method, String user, String base, Call call) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        JENKINS.getURL().toURI().resolve(base + "descriptorByName/" + call.form().getName() + "/" + call.method()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, BodyPublishers.ofString(call.query()));
        if (user != null) {
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString((user + ":" + user).getBytes(UTF_8)));
        }
        return browser.send(request.build(), BodyHandlers.ofString());
    }
}
