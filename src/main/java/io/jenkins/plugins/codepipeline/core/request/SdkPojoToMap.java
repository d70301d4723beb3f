package io.jenkins.plugins.codepipeline.core.request;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** Turns a structure of the SDK into maps, lists, texts and numbers, by the names of the API. */
public final class SdkPojoToMap {

    private SdkPojoToMap() {}

    /**
     * Turns a structure, and all within it, into a map of the members that it has.
     *
     * @param leftOut the names of members that are left out wherever they are
     */
    public static Map<String, Object> of(SdkPojo structure, Set<String> leftOut) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (SdkField<?> field : structure.sdkFields()) {
            Object value = field.getValueOrDefault(structure);
            if (value != null && !isUnset(value) && !leftOut.contains(field.memberName())) {
                members.put(field.memberName(), plain(value, leftOut));
            }
        }
        return members;
    }

    /** The SDK has an empty collection of a type of its own in the place of one that is not there. */
    private static boolean isUnset(Object value) {
        return value instanceof SdkAutoConstructList<?>
                || value instanceof SdkAutoConstructMap<?, ?>;
    }

    private static Object plain(Object value, Set<String> leftOut) {
        if (value instanceof SdkPojo structure) {
            return of(structure, leftOut);
        }
        if (value instanceof List<?> list) {
            List<Object> elements = new ArrayList<>();
            list.forEach(element -> elements.add(plain(element, leftOut)));
            return elements;
        }
        if (value instanceof Map<?, ?> map) {
            return new LinkedHashMap<>(map);
        }
        return value instanceof Number ? value : value.toString();
    }
}
