package io.jenkins.plugins.codepipeline.demo.jenkins;

import com.cloudbees.jenkins.plugins.awscredentials.AWSCredentialsImpl;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.init.Terminator;
import hudson.model.BooleanParameterDefinition;
import hudson.model.Descriptor;
import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.ParameterDefinition;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.PasswordParameterDefinition;
import hudson.model.StringParameterDefinition;
import hudson.triggers.Trigger;
import hudson.util.Secret;
import io.jenkins.plugins.codepipeline.config.CodePipelineConfiguration;
import io.jenkins.plugins.codepipeline.demo.DemoCodePipeline;
import io.jenkins.plugins.codepipeline.demo.aws.ActionTypes;
import io.jenkins.plugins.codepipeline.freestyle.JobResultNotifier;
import io.jenkins.plugins.codepipeline.step.ExecutionDetails;
import io.jenkins.plugins.codepipeline.step.OutputVariable;
import io.jenkins.plugins.codepipeline.step.OutputVariables;
import io.jenkins.plugins.codepipeline.step.PutJobSuccessResultStep;
import io.jenkins.plugins.codepipeline.trigger.CodePipelineTrigger;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.model.JenkinsLocationConfiguration;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.properties.PipelineTriggersJobProperty;

/** Makes a new Jenkins one that is ready to try: with an endpoint in its process, credentials, settings and jobs. */
@Extension
public final class DemoJenkins {

    /** Where Jenkins is; only {@code mvn -Pdemo hpi:run} sets it. */
    static final String URL = "io.jenkins.plugins.codepipeline.demo.url";

    private static final Logger LOGGER = Logger.getLogger(DemoJenkins.class.getName());

    /** Of the AWS SDK: where STS is, which the Test button of the global configuration asks. */
    private static final String STS = "aws.endpointUrlSts";

    private static final String JOB_ID = "CODEPIPELINE_JOB_ID";
    private static final String DEPLOY_PIPELINE = "deploy-pipeline";
    private static final String DEPLOY_FREESTYLE = "deploy-freestyle";
    private static final String CREDENTIALS = "codepipeline-worker";
    private static final int MOST_EXCHANGES = 500;

    private DemoCodePipeline endpoint;

    public static DemoJenkins get() {
        return ExtensionList.lookupSingleton(DemoJenkins.class);
    }

    @Initializer(after = InitMilestone.JOB_CONFIG_ADAPTED, before = InitMilestone.COMPLETED)
    public static void onStart() throws IOException {
        String url = System.getProperty(URL);
        if (url != null) {
            get().setUp(Jenkins.get(), url);
            ProcessHandle.current().parent().ifPresent(maven -> afterEndOf(maven, () -> System.exit(0)));
        }
    }

    /** Maven leaves Jenkins running when it is ended by a signal of its own. */
    static void afterEndOf(ProcessHandle process, Runnable action) {
        process.onExit().thenRun(action);
    }

    @Terminator
    public static void onStop() {
        get().tearDown();
    }

    void tearDown() {
        if (endpoint != null) {
            System.clearProperty(STS);
            endpoint.close();
            endpoint = null;
        }
    }

    /** Leaves alone what is there already, but for the endpoint, which has a new port, and for the port of agents, which all machines could reach. */
    void setUp(Jenkins jenkins, String url) throws IOException {
        jenkins.setSlaveAgentPort(-1);
        endpoint = DemoCodePipeline.start();
        endpoint.exchanges().keepLast(MOST_EXCHANGES);
        endpoint.jobs()
                .actionTypes()
                .add(ActionTypes.JENKINS.toBuilder()
                        .settings(settings -> settings.executionUrlTemplate(url + "job/{Config:ProjectName}/{ExternalExecutionId}/"))
                        .build());
        System.setProperty(STS, endpoint.uri().toString());
        CodePipelineConfiguration configuration = CodePipelineConfiguration.get();
        configuration.setEndpoint(endpoint.uri().toString());
        if (jenkins.getItems().isEmpty()) {
            JenkinsLocationConfiguration.get().setUrl(url);
            jenkins.setQuietPeriod(0);
            jenkins.setSystemMessage("The jobs below work for a demo of AWS CodePipeline that runs inside this Jenkins. "
                    + "Its page is in the side panel. Nothing leaves this machine.");
            addCredentials();
            configuration.setRegion("eu-west-1");
            configuration.setCredentialsId(CREDENTIALS);
            addJobs(jenkins);
        }
        LOGGER.info(() -> "The demo is ready: Jenkins at " + url + ", CodePipeline at " + endpoint.uri());
    }

    /** The endpoint, while it runs. */
    Optional<DemoCodePipeline> endpoint() {
        return Optional.ofNullable(endpoint);
    }

    private static void addCredentials() throws IOException {
        SystemCredentialsProvider credentials = SystemCredentialsProvider.getInstance();
        credentials.getCredentials()
                .add(new AWSCredentialsImpl(
                        CredentialsScope.GLOBAL, CREDENTIALS, "AKIADEMO", "not a secret", "For the demo only"));
        credentials.save();
    }

    private static void addJobs(Jenkins jenkins) throws IOException {
        WorkflowJob pipeline = addPipeline(jenkins, DEPLOY_PIPELINE);
        // The Jenkinsfile sets both, but Jenkins would know of them only after the first build.
        describe(
                pipeline,
                "Deploy with a Pipeline",
                "Takes jobs of the pipeline shop. Choose Release change on the page AWS CodePipeline demo.",
                configurationParameters());
        pipeline.addProperty(new PipelineTriggersJobProperty(List.<Trigger>of(trigger(DEPLOY_PIPELINE))));
        FreeStyleProject freestyle = addFreestyle(jenkins);
        describe(
                freestyle,
                "Deploy with a freestyle job",
                "Takes jobs of the pipeline blog. Choose Release change on the page AWS CodePipeline demo.",
                configurationParameters());
        freestyle.addTrigger(trigger(DEPLOY_FREESTYLE));
        describe(
                addPipeline(jenkins, "scripted"),
                "Report by hand",
                "A Scripted Pipeline that gets the ID of a job as a parameter. With GOES_ON it reports a continuation token. "
                        + "CodePipeline then creates a new job, which is the default of the next build.",
                jobId(),
                new BooleanParameterDefinition("GOES_ON", false, "The work is not finished yet"));
        describe(
                addPipeline(jenkins, "wrong-input"),
                "Wrong input",
                "A Pipeline that fails before anything is sent. Its log lists all errors in the input.");
        // As Jenkins does when it loads a job.
        pipeline.getTriggersJobProperty().startTriggers(true);
        freestyle.getTrigger(CodePipelineTrigger.class).start(freestyle, true);
    }

    private static CodePipelineTrigger trigger(String project) {
        CodePipelineTrigger trigger = new CodePipelineTrigger("Deploy", "Jenkins", "1");
        trigger.setQueryParam(ActionTypes.PROJECT_NAME + '=' + project);
        trigger.setPollInterval(5);
        return trigger;
    }

    private static ParameterDefinition[] configurationParameters() {
        return new ParameterDefinition[] {
            new StringParameterDefinition(ActionTypes.ENVIRONMENT, "", "Filled from the configuration of the action"),
            new StringParameterDefinition(ActionTypes.SMOKE_TEST, "", "How the smoke test ends: passes or fails"),
            new PasswordParameterDefinition(ActionTypes.DEPLOY_TOKEN, Secret.fromString(""), "Filled from a secret property of the action")
        };
    }

    private static WorkflowJob addPipeline(Jenkins jenkins, String name) throws IOException {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        try (InputStream script = DemoJenkins.class.getResourceAsStream(name + ".groovy")) {
            job.setDefinition(new CpsFlowDefinition(new String(script.readAllBytes(), StandardCharsets.UTF_8), true));
        } catch (Descriptor.FormException e) {
            throw new IllegalStateException("A script in the sandbox needs no approval", e);
        }
        return job;
    }

    private static FreeStyleProject addFreestyle(Jenkins jenkins) throws IOException {
        ExecutionDetails details = new ExecutionDetails();
        details.setSummary("Deployed to ${ENVIRONMENT}");
        details.setExternalExecutionId("${BUILD_NUMBER}");
        details.setPercentComplete("100");
        PutJobSuccessResultStep success = new PutJobSuccessResultStep();
        success.setExecutionDetails(details);
        success.setOutputVariables(new OutputVariables(List.of(new OutputVariable("imageTag", "1.4.2"))));
        FreeStyleProject job = jenkins.createProject(FreeStyleProject.class, DEPLOY_FREESTYLE);
        job.getBuildersList().add(new SmokeTest());
        job.getPublishersList().add(new JobResultNotifier(success));
        return job;
    }

    private static ParameterDefinition jobId() {
        JobIdParameterDefinition parameter = new JobIdParameterDefinition(JOB_ID);
        parameter.setDescription("The job to report on; the default is a job in progress");
        return parameter;
    }

    private static void describe(Job<?, ?> job, String name, String description, ParameterDefinition... parameters)
            throws IOException {
        if (parameters.length > 0) {
            job.addProperty(new ParametersDefinitionProperty(parameters));
        }
        job.setDisplayName(name);
        job.setDescription(description);
        job.save();
    }
}
