package io.jenkins.plugins.codepipeline.config;

import com.cloudbees.jenkins.plugins.awscredentials.AmazonWebServicesCredentials;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Util;
import hudson.model.Fingerprint;
import hudson.model.Run;
import hudson.security.ACL;
import io.jenkins.plugins.codepipeline.core.input.Shown;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import jenkins.model.Jenkins;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Finds as whom a build calls AWS; the first that is given wins: the credentials that the build names, those of its
 * environment, the global default, and, where an administrator allows it, the controller's own identity.
 */
public final class IdentityResolver {

    private static final String ACCESS_KEY_ID = "AWS_ACCESS_KEY_ID";
    private static final String SECRET_ACCESS_KEY = "AWS_SECRET_ACCESS_KEY";
    private static final String SESSION_TOKEN = "AWS_SESSION_TOKEN";

    private final Run<?, ?> run;
    private final EnvVars environment;
    private final String defaultCredentialsId;
    private final boolean allowControllerIdentity;

    /**
     * Sets the places to look at.
     *
     * @param environment the environment variables that the build sees
     * @param defaultCredentialsId the global default, or null
     * @param allowControllerIdentity whether an administrator allows it
     */
    public IdentityResolver(
            Run<?, ?> run,
            EnvVars environment,
            @CheckForNull String defaultCredentialsId,
            boolean allowControllerIdentity) {
        this.run = run;
        this.environment = environment;
        this.defaultCredentialsId = defaultCredentialsId;
        this.allowControllerIdentity = allowControllerIdentity;
    }

    /**
     * Finds the identity.
     *
     * @param credentialsId what the build names, or null
     * @param mask hides what must not be shown of it
     * @throws AbortException if there is none, or it is not usable; says where to set one
     */
    public Identity resolve(@CheckForNull String credentialsId, UnaryOperator<String> mask) throws AbortException {
        if (credentialsId != null) {
            return stored(
                    run,
                    CredentialsProvider.findCredentialById(
                            credentialsId, AmazonWebServicesCredentials.class, run, List.of()),
                    Messages.IdentityResolver_credentials(Shown.text(mask.apply(credentialsId))),
                    allowControllerIdentity);
        }
        return isGivenByEnvironment() ? ofEnvironment() : ofDefaults(run, defaultCredentialsId, allowControllerIdentity);
    }

    /**
     * As whom a build calls that brings nothing of its own.
     *
     * @param run the build, or null where an administrator only tries the settings
     * @see #IdentityResolver(Run, EnvVars, String, boolean)
     */
    static Identity ofDefaults(
            @CheckForNull Run<?, ?> run, @CheckForNull String defaultCredentialsId, boolean allowControllerIdentity)
            throws AbortException {
        return defaultCredentialsId == null
                ? ofController(Messages.IdentityResolver_none(), allowControllerIdentity)
                : stored(
                        run,
                        globalDefault(defaultCredentialsId),
                        Messages.IdentityResolver_defaultCredentials(defaultCredentialsId),
                        allowControllerIdentity);
    }

    private static Identity stored(
            @CheckForNull Run<?, ?> run,
            @CheckForNull AmazonWebServicesCredentials credentials,
            String name,
            boolean allowControllerIdentity)
            throws AbortException {
        if (credentials == null) {
            throw new AbortException(Messages.IdentityResolver_notFound(name));
        }
        if (run != null && !isTracked(run, credentials)) {
            CredentialsProvider.track(run, credentials);
        }
        try {
            AwsCredentials resolved = credentials.resolveCredentials();
            return resolved == null
                    ? ofController(Messages.IdentityResolver_blank(name), allowControllerIdentity)
                    : new Identity(new FreshCredentials(credentials, resolved), name);
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
    private boolean isGivenByEnvironment() {
        return variable(ACCESS_KEY_ID) != null && !(isController(ACCESS_KEY_ID) && isController(SECRET_ACCESS_KEY));
    }

    private boolean isController(String name) {
        return Objects.equals(environment.get(name), EnvVars.masterEnvVars.get(name));
    }

    private Identity ofEnvironment() throws AbortException {
        String secretAccessKey = variable(SECRET_ACCESS_KEY);
        if (secretAccessKey == null) {
            throw new AbortException(Messages.IdentityResolver_partialEnvironment(ACCESS_KEY_ID, SECRET_ACCESS_KEY));
        }
        String accessKeyId = variable(ACCESS_KEY_ID);
        // The controller's own session does not belong to other keys.
        String sessionToken = isController(SESSION_TOKEN) ? null : variable(SESSION_TOKEN);
        return new Identity(
                StaticCredentialsProvider.create(
                        sessionToken == null
                                ? AwsBasicCredentials.create(accessKeyId, secretAccessKey)
                                : AwsSessionCredentials.create(accessKeyId, secretAccessKey, sessionToken)),
                Messages.IdentityResolver_environment());
    }

    @CheckForNull
    private String variable(String name) {
        return Util.fixEmptyAndTrim(environment.get(name));
    }

    private static Identity ofController(String whyNoOther, boolean isAllowed) throws AbortException {
        if (!isAllowed) {
            throw new AbortException(whyNoOther);
        }
        Identity controller =
                new Identity(DefaultCredentialsProvider.create(), Messages.IdentityResolver_controller());
        try {
            controller.provider().resolveCredentials();
            return controller;
        } catch (SdkException e) {
            throw unresolved(controller.name(), e);
        }
    }

    private static AbortException unresolved(String name, RuntimeException e) {
        AbortException failure =
                new AbortException(Messages.IdentityResolver_unresolved(name, Shown.text(String.valueOf(e.getMessage()), 400)));
        failure.initCause(e);
        return failure;
    }
}
