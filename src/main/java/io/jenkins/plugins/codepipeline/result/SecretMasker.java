package io.jenkins.plugins.codepipeline.result;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import hudson.model.Run;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Hides the secrets that a build was given in what is shown of a result. The build log would hide whole secrets by itself,
 * but not one that is cut short, and a page would hide none.
 */
final class SecretMasker {

    /** Of a build whose secrets are not known yet. */
    static final SecretMasker NONE = new SecretMasker(List.of());

    private static final String HIDDEN = "****";

    /** As they are and as they stand in JSON, the longest first. */
    private final List<String> secrets;

    private SecretMasker(List<String> secrets) {
        this.secrets = secrets;
    }

    /** Hides the secrets that a build has at the place where a result is sent. */
    static SecretMasker of(BuildContext build) {
        return of(build.sensitiveVariables().stream().map(build.environment()::get).filter(Objects::nonNull));
    }

    /** Hides the secrets that a build had, once it has ended. */
    static SecretMasker of(Run<?, ?> run) {
        return of(BuildSecrets.of(run).stream());
    }

    private static SecretMasker of(Stream<String> secrets) {
        return new SecretMasker(secrets.filter(secret -> !secret.isEmpty())
                .flatMap(secret -> Stream.of(secret, inJson(secret)))
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList());
    }

    boolean isEmpty() {
        return secrets.isEmpty();
    }

    String apply(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, HIDDEN);
        }
        return masked;
    }

    private static String inJson(String secret) {
        return String.valueOf(JsonStringEncoder.getInstance().quoteAsString(secret));
    }

    /** Whether a secret is anywhere in a value. */
    boolean hides(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream().anyMatch(entry -> hides(entry.getKey()) || hides(entry.getValue()));
        }
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(this::hides);
        }
        return value != null && secrets.stream().anyMatch(value.toString()::contains);
    }
}
