package io.jenkins.plugins.codepipeline.config;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * As whom a build calls AWS.
 *
 * @param provider gives the credentials
 * @param name what the build log calls them; never a secret
 */
public record ResolvedCredentials(AwsCredentialsProvider provider, String name) {}
