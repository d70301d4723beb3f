package io.jenkins.plugins.codepipeline.demo;

/**
 * A request of an AWS client, and what became of it.
 *
 * @param operation the value of {@code X-Amz-Target}
 * @param request the body of the request
 * @param isLost whether the answer did not reach the client
 */
public record Exchange(String operation, String request, Answer answer, boolean isLost) {}
