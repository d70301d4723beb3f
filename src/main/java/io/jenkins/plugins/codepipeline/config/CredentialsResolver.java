package io.jenkins.plugins.codepipeline.config;

import com.cloudbees.jenkins.plugins.awscredentials.AmazonWebServicesCredentials;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Util;
import hudson.model.Fingerprint;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import io.jenkins.plugins.codepipeline.core.request.Printable;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Finds the AWS credentials of a call. The first that are given win: those that the step names, those of its environment,
 * those of the trigger that took the build's job, the global default, and, where an administrator allows it, the controller's
 * own identity.
 */
public final class CredentialsResolver {

    private static final String ACCESS_KEY_ID = "AWS_ACCESS_KEY_ID";
    private static final String SECRET_ACCESS_KEY = "AWS_SECRET_ACCESS_KEY";
    private static final String SESSION_TOKEN = "AWS_SESSION_TOKEN";

    private CredentialsResolver() {}

    /**
     * Finds the credentials of a build's call.
     *
     * @param environment the environment variables that the build sees
     * @param credentialsId what the step names, if it does
     * @param triggerCredentialsId what the trigger names that took the build's job, if there is one and it does
     * @param mask hides what must not be shown of the ids
     * @throws AbortException if there are none, or they are not usable; says where to set them
     */
    public static ResolvedCredentials forBuild(
            Run<?, ?> run,
            EnvVars environment,
            @CheckForNull String credentialsId,
            @CheckForNull String triggerCredentialsId,
            UnaryOperator<String> mask)
            throws AbortException {
        if (credentialsId != null) {
            return stored(
                    run,
                    CredentialsProvider.findCredentialById(
                            credentialsId, AmazonWebServicesCredentials.class, run, List.of()),
                    Messages.CredentialsResolver_credentials(Printable.text(mask.apply(credentialsId))));
        }
        if (isGivenBy(environment)) {
            return ofEnvironment(environment);
        }
        return triggerCredentialsId == null ? ofDefaults(run) : ofItem(run, run.getParent(), triggerCredentialsId);
    }

    /**
     * Finds the credentials of a call that belongs to an item rather than to one of its builds.
     *
     * @param item null if it is gone
     * @throws AbortException as for a build
     */
    public static ResolvedCredentials forItem(@CheckForNull Item item, @CheckForNull String credentialsId)
            throws AbortException {
        return credentialsId == null ? ofDefaults(null) : ofItem(null, item, credentialsId);
    }

    /**
     * Makes use of credentials that {@link #identify} found.
     *
     * @throws AbortException if they are not usable
     */
    public static ResolvedCredentials of(AmazonWebServicesCredentials found) throws AbortException {
        return stored(null, found, Messages.CredentialsResolver_credentials(Printable.text(found.getId())));
    }

    /**
     * The credentials that an item may use under an id, to be compared by identity; or null if it names none, or there are none.
     */
    @CheckForNull
    public static AmazonWebServicesCredentials identify(Item item, @CheckForNull String credentialsId) {
        return credentialsId == null ? null : find(item, credentialsId);
    }

    @CheckForNull
    private static AmazonWebServicesCredentials find(@CheckForNull Item item, String id) {
        return item == null
                ? globalDefault(id)
                : CredentialsMatchers.firstOrNull(
                        CredentialsProvider.lookupCredentialsInItem(
                                AmazonWebServicesCredentials.class, item, authenticationOf(item), List.of()),
                        CredentialsMatchers.withId(id));
    }

    static Authentication authenticationOf(@CheckForNull Item item) {
        return item instanceof Queue.Task task ? Tasks.getAuthenticationOf2(task) : ACL.SYSTEM2;
    }

    private static ResolvedCredentials ofItem(@CheckForNull Run<?, ?> run, @CheckForNull Item item, String id)
            throws AbortException {
        return stored(run, find(item, id), Messages.CredentialsResolver_credentials(Printable.text(id)));
    }

    private static ResolvedCredentials ofDefaults(@CheckForNull Run<?, ?> run) throws AbortException {
        CodePipelineConfiguration configuration = CodePipelineConfiguration.get();
        return ofDefaults(run, configuration.getCredentialsId(), configuration.isAllowControllerIdentity());
    }

    /**
     * Finds the credentials of whoever names none.
     *
     * @param run the build whose use of them is tracked, if there is one
     * @param defaultCredentialsId the global default, saved or only tried by an administrator
     */
    static ResolvedCredentials ofDefaults(
            @CheckForNull Run<?, ?> run, @CheckForNull String defaultCredentialsId, boolean allowControllerIdentity)
            throws AbortException {
        return defaultCredentialsId == null
                ? ofController(Messages.CredentialsResolver_none(), allowControllerIdentity)
                : stored(
                        run,
                        globalDefault(defaultCredentialsId),
                        Messages.CredentialsResolver_defaultCredentials(defaultCredentialsId),
                        allowControllerIdentity);
    }

    private static ResolvedCredentials stored(
            @CheckForNull Run<?, ?> run, @CheckForNull AmazonWebServicesCredentials credentials, String name)
            throws AbortException {
        return stored(run, credentials, name, CodePipelineConfiguration.get().isAllowControllerIdentity());
    }

    private static ResolvedCredentials stored(
            @CheckForNull Run<?, ?> run,
            @CheckForNull AmazonWebServicesCredentials credentials,
            String name,
            boolean allowControllerIdentity)
            throws AbortException {
        if (credentials == null) {
            throw new AbortException(Messages.CredentialsResolver_notFound(name));
        }
        if (run != null && !isTracked(run, credentials)) {
            CredentialsProvider.track(run, credentials);
        }
        try {
            AwsCredentials resolved = credentials.resolveCredentials();
            return resolved == null
                    ? ofController(Messages.CredentialsResolver_blank(name), allowControllerIdentity)
                    : new ResolvedCredentials(new RefreshingCredentialsProvider(credentials, resolved), name);
        } catch (RuntimeException e) { // Half a pair of keys is not even an exception of the SDK.
            throw unresolved(name, e);
        }
    }

    /** To track a use again would save it again, at nearly the cost of a call. */
    private static boolean isTracked(Run<?, ?> run, AmazonWebServicesCredentials credentials) {
        try {
            Fingerprint uses = CredentialsProvider.getFingerprintOf(credentials);
            return uses != null && uses.getRangeSet(run.getParent()).includes(run.getNumber());
        } catch (IOException e) {
            return false;
        }
    }

    @CheckForNull
    private static AmazonWebServicesCredentials globalDefault(String id) {
        return CredentialsMatchers.firstOrNull(
                CredentialsProvider.lookupCredentialsInItemGroup(
                        AmazonWebServicesCredentials.class, Jenkins.get(), ACL.SYSTEM2, List.of()),
                CredentialsMatchers.withId(id));
    }

    /**
     * A build on the built-in node sees the environment that the controller was started in. The keys from there are the
     * controller's own identity, and not one that the build was given.
     */
    private static boolean isGivenBy(EnvVars environment) {
        return variable(environment, ACCESS_KEY_ID) != null
                && !(isController(environment, ACCESS_KEY_ID) && isController(environment, SECRET_ACCESS_KEY));
    }

    private static boolean isController(EnvVars environment, String name) {
        return Objects.equals(environment.get(name), EnvVars.masterEnvVars.get(name));
    }

    private static ResolvedCredentials ofEnvironment(EnvVars environment) throws AbortException {
        String secretAccessKey = variable(environment, SECRET_ACCESS_KEY);
        if (secretAccessKey == null) {
            throw new AbortException(Messages.CredentialsResolver_partialEnvironment(ACCESS_KEY_ID, SECRET_ACCESS_KEY));
        }
        String accessKeyId = variable(environment, ACCESS_KEY_ID);
        // The controller's own session does not belong to other keys.
        String sessionToken = isController(environment, SESSION_TOKEN) ? null : variable(environment, SESSION_TOKEN);
        return new ResolvedCredentials(
                StaticCredentialsProvider.create(
                        sessionToken == null
                                ? AwsBasicCredentials.create(accessKeyId, secretAccessKey)
                                : AwsSessionCredentials.create(accessKeyId, secretAccessKey, sessionToken)),
                Messages.CredentialsResolver_environment());
    }

    @CheckForNull
    private static String variable(EnvVars environment, String name) {
        return Util.fixEmptyAndTrim(environment.get(name));
    }

    private static ResolvedCredentials ofController(String whyNoOther, boolean isAllowed) throws AbortException {
        if (!isAllowed) {
            throw new AbortException(whyNoOther);
        }
        ResolvedCredentials controller =
                new ResolvedCredentials(ControllerIdentity.PROVIDER, Messages.CredentialsResolver_controller());
        try {
            controller.provider().resolveCredentials();
            return controller;
        } catch (SdkException e) {
            throw unresolved(controller.name(), e);
        }
    }

    private static AbortException unresolved(String name, RuntimeException e) {
        AbortException failure = new AbortException(
                Messages.CredentialsResolver_unresolved(name, Printable.text(String.valueOf(e.getMessage()), 400)));
        failure.initCause(e);
        return failure;
    }

    /** Kept, since it caches a session, but made only where it is used. */
    private static final class ControllerIdentity {
        private static final AwsCredentialsProvider PROVIDER =
                DefaultCredentialsProvider.builder().build();
    }
}
