package io.jenkins.plugins.codepipeline;

import com.cloudbees.jenkins.plugins.awscredentials.AWSCredentialsImpl;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** Credentials of a plugin that does not fit its dependencies: what it throws is no exception but an error. */
public final class FailingCredentials extends AWSCredentialsImpl {

    public static final String ID = "failing";
    public static final String ERROR = "java.lang.NoSuchMethodError: of another plugin";

    private static final long serialVersionUID = 1L;

    private transient volatile boolean failing = true;

    private FailingCredentials(String accessKeyId) {
        super(CredentialsScope.GLOBAL, ID, accessKeyId, accessKeyId + "Secret", "of a test");
    }

    /** Adds them to the whole Jenkins. */
    public static FailingCredentials add(String accessKeyId) {
        FailingCredentials credentials = new FailingCredentials(accessKeyId);
        SystemCredentialsProvider.getInstance().getCredentials().add(credentials);
        return credentials;
    }

    /** Whether they fail, as they do at first. */
    public void setFailing(boolean failing) {
        this.failing = failing;
    }

    @Override
    public AwsCredentials resolveCredentials() {
        if (failing) {
            throw new NoSuchMethodError("of another plugin");
        }
        return super.resolveCredentials();
    }
}
