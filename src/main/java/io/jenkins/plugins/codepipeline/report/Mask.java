package io.jenkins.plugins.codepipeline.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Hides the secrets that a build was given in what is shown of a result. The build log would hide whole secrets by itself,
 * but not one that is cut short, and a page would hide none.
 */
final class Mask {

    private static final String HIDDEN = "****";

    private final List<String> secrets;

    Mask(BuildContext build) {
        secrets = build.sensitiveVariables().stream()
                .map(build.environment()::get)
                .filter(Objects::nonNull)
                .filter(secret -> !secret.isEmpty())
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
