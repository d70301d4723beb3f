package io.jenkins.plugins.codepipeline.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.UUID;

/** What an AWS service answers. */
public record Answer(int status, String contentType, String requestId, String body) {

    private static final String JSON = "application/x-amz-json-1.1";

    /** The answer of an operation that returns nothing. */
    static Answer empty() {
        return of(200, JSON, "");
    }

    static Answer of(ServiceError error) {
        StringWriter body = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(body)) {
            json.writeStartObject();
            json.writeStringField("__type", error.code());
            json.writeStringField("message", error.message());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("A text in memory can be written", e);
        }
        return of(error.status(), JSON, body.toString());
    }

    static Answer xml(String body) {
        return of(200, "text/xml", body);
    }

    private static Answer of(int status, String contentType, String body) {
        return new Answer(status, contentType, UUID.randomUUID().toString(), body);
    }
}
