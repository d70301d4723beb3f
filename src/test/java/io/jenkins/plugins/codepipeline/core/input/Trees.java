package io.jenkins.plugins.codepipeline.core.input;

import java.util.LinkedHashMap;
import java.util.Map;

/** Trees for tests. */
final class Trees {

    static final String JOB_ID = "11111111-abcd-1111-abcd-111111abcdef";

    private Trees() {}

    /** A tree that is valid, with one member of it set to a value; dots in the path lead into structures. */
    static Map<String, Object> with(String path, Object value) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("jobId", JOB_ID);
        if (path.startsWith("currentRevision.")) {
            tree.put("currentRevision", new LinkedHashMap<>(Map.of("revision", "r", "changeIdentifier", "c")));
        }
        int dot = path.indexOf('.');
        if (dot < 0) {
            tree.put(path, value);
        } else {
            @SuppressWarnings("unchecked")
            Map<String, Object> structure =
                    (Map<String, Object>) tree.computeIfAbsent(path.substring(0, dot), name -> new LinkedHashMap<>());
            structure.put(path.substring(dot + 1), value);
        }
        return tree;
    }
}
