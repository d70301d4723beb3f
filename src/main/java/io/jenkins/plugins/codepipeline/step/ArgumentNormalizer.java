package io.jenkins.plugins.codepipeline.step;

import io.jenkins.plugins.codepipeline.core.request.TimestampParser;
import io.jenkins.plugins.codepipeline.core.request.UnsupportedValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.sf.json.util.JSONUtils;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/**
 * Turns what a Pipeline script passes into values that can be stored and carry no code of the script: texts, numbers, booleans,
 * points in time, lists and maps of them.
 */
final class ArgumentNormalizer {

    private ArgumentNormalizer() {}

    static Object normalize(Object value) {
        if (JSONUtils.isNull(value)) { // As readJSON gives it.
            return null;
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value;
        }
        if (value instanceof CharSequence) {
            return value.toString();
        }
        Optional<Instant> time = TimestampParser.fromObject(value);
        if (time.isPresent()) {
            return time.get();
        }
        if (value instanceof UninstantiatedDescribable structure) {
            return normalizeMap(structure.getArguments());
        }
        if (value instanceof Map<?, ?> map) {
            return normalizeMap(map);
        }
        if (value instanceof Collection<?> collection) {
            return normalizeCollection(collection);
        }
        return new UnsupportedValue(value.getClass().getName());
    }

    private static Map<String, Object> normalizeMap(Map<?, ?> map) {
        Map<String, Object> normalized = new LinkedHashMap<>();
        map.forEach((key, value) -> normalized.put(String.valueOf(normalize(key)), normalize(value)));
        return normalized;
    }

    private static List<Object> normalizeCollection(Collection<?> collection) {
        List<Object> normalized = new ArrayList<>();
        collection.forEach(value -> normalized.add(normalize(value)));
        return normalized;
    }
}
