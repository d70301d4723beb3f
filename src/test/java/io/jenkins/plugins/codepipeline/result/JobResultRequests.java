package io.jenkins.plugins.codepipeline.result;

import hudson.AbortException;
import java.util.Arrays;
import java.util.List;

/** What arguments come to, whatever notation they have. */
public final class JobResultRequests {

    private JobResultRequests() {}

    /** The request and the options, or what is wrong with them. */
    public static List<Object> of(JobResultArguments arguments) {
        Object request;
        try {
            request = JobResultValidator.read(arguments, null, SecretMasker.NONE);
        } catch (AbortException e) {
            request = e.getMessage();
        }
        return Arrays.asList(request, arguments.generateCliSkeleton(), arguments.credentialsId(), arguments.region());
    }
}
