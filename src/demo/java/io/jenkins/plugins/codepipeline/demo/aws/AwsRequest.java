package io.jenkins.plugins.codepipeline.demo.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A POST request to an AWS service.
 *
 * @param headers by their names in lower case
 */
public record AwsRequest(Map<String, String> headers, String body) {

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    Optional<Operation> operation() {
        return Operation.find(this);
    }

    Optional<CredentialScope> scope() {
        return CredentialScope.of(this);
    }

    /** That of the signature, or an empty text. */
    String accessKeyId() {
        return scope().map(CredentialScope::accessKeyId).orElse("");
    }

    /** That of the signature, or the endpoint's own. */
    String region() {
        return scope().map(CredentialScope::region).orElse(FakeAws.HOME_REGION);
    }

    /** The body read as a form, which is how STS takes its parameters. */
    Map<String, String> form() {
        return form(body);
    }

    /** Reads a form in the encoding {@code application/x-www-form-urlencoded}. */
    public static Map<String, String> form(String body) {
        Map<String, String> fields = new HashMap<>();
        for (String field : body.split("&")) {
            String[] parts = field.split("=", 2);
            if (parts.length == 2) {
                fields.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
            }
        }
        return fields;
    }
}
