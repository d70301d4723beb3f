package io.jenkins.plugins.codepipeline.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.security.AuthorizationStrategy;
import io.jenkins.plugins.codepipeline.JenkinsWithAws;
import io.jenkins.plugins.codepipeline.step.CurrentRevision;
import io.jenkins.plugins.codepipeline.step.ExecutionDetails;
import io.jenkins.plugins.codepipeline.step.FailureDetails;
import io.jenkins.plugins.codepipeline.step.GetJobDetailsStep;
import io.jenkins.plugins.codepipeline.step.OutputVariable;
import io.jenkins.plugins.codepipeline.step.PutJobFailureResultStep;
import io.jenkins.plugins.codepipeline.step.PutJobSuccessResultStep;
import io.jenkins.plugins.codepipeline.trigger.CodePipelineTrigger;
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

    private static final Class<?> GLOBAL = CodePipelineConfiguration.class;
    private static final Class<?> TRIGGER = CodePipelineTrigger.class;

    private static final String ERROR = "class=\"error\"";

    /**
     * A call of a form.
     *
     * @param sign in the answer to somebody who may see it
     */
    private record Call(Class<?> form, String method, String query, String sign) {}

    private static final List<Call> OF_A_JOB = Stream.of(
                    List.of(
                            new Call(PutJobSuccessResultStep.class, "checkContinuationToken", "value=" + "x".repeat(2049), ERROR),
                            new Call(CurrentRevision.class, "checkRevision", "value=", ERROR),
                            new Call(CurrentRevision.class, "checkChangeIdentifier", "value=", ERROR),
                            new Call(CurrentRevision.class, "checkCreated", "value=x", ERROR),
                            new Call(CurrentRevision.class, "checkRevisionSummary", "value=" + "x".repeat(2049), ERROR),
                            new Call(ExecutionDetails.class, "checkSummary", "value=" + "x".repeat(2049), ERROR),
                            new Call(ExecutionDetails.class, "checkExternalExecutionId", "value=" + "x".repeat(1501), ERROR),
                            new Call(ExecutionDetails.class, "checkPercentComplete", "value=101", ERROR),
                            new Call(FailureDetails.class, "fillTypeItems", "value=", "PermissionError"),
                            new Call(FailureDetails.class, "checkMessage", "value=" + "x".repeat(5001), ERROR),
                            new Call(FailureDetails.class, "checkExternalExecutionId", "value=" + "x".repeat(1501), ERROR),
                            new Call(OutputVariable.class, "checkName", "value=a+b", ERROR),
                            new Call(OutputVariable.class, "checkValue", "value=" + "x".repeat(122_880), ERROR),
                            new Call(TRIGGER, "checkProvider", "value=a+b", ERROR),
                            new Call(TRIGGER, "checkVersion", "value=a+b", ERROR),
                            new Call(TRIGGER, "checkQueryParam", "value=x", ERROR),
                            new Call(TRIGGER, "checkPollInterval", "value=4", ERROR),
                            new Call(TRIGGER, "fillCategoryItems", "value=", "Compute")),
                    ofJobStep(PutJobSuccessResultStep.class),
                    ofResult(PutJobSuccessResultStep.class),
                    ofJobStep(PutJobFailureResultStep.class),
                    ofResult(PutJobFailureResultStep.class),
                    ofJobStep(GetJobDetailsStep.class),
                    ofCredentialsAndRegion(TRIGGER))
            .flatMap(List::stream)
            .toList();

    private static final List<Call> OF_ALL_JENKINS = Stream.of(
                    List.of(
                            new Call(GLOBAL, "checkEndpoint", "value=x", ERROR),
                            new Call(GLOBAL, "test", "credentialsId=gone&region=eu-west-1", "were not found")),
                    ofCredentialsAndRegion(GLOBAL))
            .flatMap(List::stream)
            .toList();

    private static final Call TEST_OF_TRIGGER = new Call(TRIGGER, "test", "category=Build&provider=a+b&version=1", ERROR);

    private static List<Call> ofJobStep(Class<?> step) {
        return Stream.concat(
                        Stream.of(new Call(step, "checkJobId", "value=x", ERROR)), ofCredentialsAndRegion(step).stream())
                .toList();
    }

    private static List<Call> ofResult(Class<?> step) {
        return List.of(
                new Call(step, "checkCliInputJson", "value=x", ERROR),
                new Call(step, "fillGenerateCliSkeletonItems", "value=", "output"));
    }

    private static List<Call> ofCredentialsAndRegion(Class<?> form) {
        return List.of(
                new Call(form, "checkRegion", "value=x", ERROR),
                new Call(form, "checkCredentialsId", "value=gone", ERROR),
                new Call(form, "fillRegionItems", "value=", "eu-west-1"),
                new Call(form, "fillCredentialsIdItems", "credentialsId=", "worker"));
    }

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
    @SuppressWarnings("rawtypes") // as Jenkins has its list of descriptors
    public void everyMethodIsTriedHere() {
        List<String> expected = new ArrayList<>();
        for (Descriptor descriptor : JENKINS.jenkins.getExtensionList(Descriptor.class)) {
            for (Class<?> type = descriptor.getClass(); isOfPlugin(type); type = type.getSuperclass()) {
                for (Method method : type.getDeclaredMethods()) {
                    if (method.getName().startsWith("do") && !method.isSynthetic()) {
                        expected.add(descriptor.clazz.getSimpleName() + "." + method.getName());
                    }
                }
            }
        }

        assertThat(
                Stream.of(OF_A_JOB, OF_ALL_JENKINS, List.of(TEST_OF_TRIGGER))
                        .flatMap(List::stream)
                        .map(call -> call.form().getSimpleName() + ".do"
                                + Character.toUpperCase(call.method().charAt(0)) + call.method().substring(1))
                        .toList(),
                containsInAnyOrder(expected.toArray(new String[0])));
    }

    private static boolean isOfPlugin(Class<?> type) {
        return type.getName().startsWith("io.jenkins.plugins.codepipeline.")
                && !type.getName().startsWith("io.jenkins.plugins.codepipeline.demo.");
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
    public void theGlobalTestButtonIsForAdministratorsOnly() throws Exception {
        Call test = OF_ALL_JENKINS.get(1);

        assertThat(post("configurer", "", test).statusCode(), is(403));
        assertThat(post("admin", "", test).statusCode(), is(200));
    }

    @Test
    public void theTestButtonOfATriggerIsForWhoMayConfigureItsJob() throws Exception {
        assertThat(post("configurer", "job/job/", TEST_OF_TRIGGER).body(), containsString(ERROR));
        assertThat(post("reader", "job/job/", TEST_OF_TRIGGER).statusCode(), is(403));
        for (String user : Arrays.asList("admin", "configurer", "reader", null)) {
            assertThat(user, post(user, "", TEST_OF_TRIGGER).body(), not(containsString(ERROR)));
        }
    }

    @Test
    public void nothingIsDoneByAGet() throws Exception {
        for (Call call : Stream.of(OF_A_JOB, OF_ALL_JENKINS, List.of(TEST_OF_TRIGGER)).flatMap(List::stream).toList()) {
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
