package io.jenkins.plugins.codepipeline.report;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Hides the secrets that a build was given in what is shown of a result. The build log would hide whole secrets by itself,
 * but not one that is cut short, and a page would hide none.
 */
final class Mask {

    private static final String HIDDEN = "****";

    /** As they are and as they stand in JSON, the longest first. */
    private final List<String> secrets;

    Mask(BuildContext build) {
        secrets = build.sensitiveVariables().stream()
                .map(build.environment()::get)
                .filter(Objects::nonNull)
                .filter(secret -> !secret.isEmpty())
                .flatMap(secret -> Stream.of(secret, inJson(secret)))
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
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
