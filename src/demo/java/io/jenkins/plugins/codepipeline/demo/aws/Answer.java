package io.jenkins.plugins.codepipeline.demo.aws;

import java.util.Map;
import java.util.UUID;

/** What an AWS service answers. */
public record Answer(int status, String contentType, String requestId, String body) {

    private static final String JSON = "application/x-amz-json-1.1";

    /** The answer of an operation that returns nothing. */
    static Answer empty() {
        return of(200, JSON, "");
    }

    static Answer json(Map<String, ?> body) {
        return of(200, JSON, Json.write(body));
    }

    static Answer xml(int status, String body) {
        return of(status, "text/xml", body);
    }

    static Answer of(ServiceException error) {
        return of(error.status(), JSON, Json.write(Map.of("__type", error.code(), "message", error.getMessage())));
    }

    private static Answer of(int status, String contentType, String body) {
        return new Answer(status, contentType, UUID.randomUUID().toString(), body);
    }
}
