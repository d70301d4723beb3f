package io.jenkins.plugins.codepipeline.step;

import io.jenkins.plugins.codepipeline.core.input.Unsupported;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns what a Pipeline script passes into values that can be kept over a restart and carry no code of the script: texts,
 * numbers, booleans, points in time, lists and maps of them.
 */
final class PlainTree {

    private PlainTree() {}

    static Object of(Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean || value instanceof Instant) {
            return value;
        }
        if (value instanceof CharSequence) {
            return value.toString();
        }
        if (value instanceof Date date) {
            return Instant.ofEpochMilli(date.getTime());
        }
        if (value instanceof Map<?, ?> map) {
            return ofMap(map);
        }
        if (value instanceof Collection<?> collection) {
            return ofCollection(collection);
        }
        return new Unsupported(value.getClass().getName());
    }

    private static Map<String, Object> ofMap(Map<?, ?> map) {
        Map<String, Object> plain = new LinkedHashMap<>();
        map.forEach((key, value) -> plain.put(String.valueOf(of(key)), of(value)));
        return plain;
    }

    private static List<Object> ofCollection(Collection<?> collection) {
        List<Object> plain = new ArrayList<>();
        collection.forEach(value -> plain.add(of(value)));
        return plain;
    }
}
