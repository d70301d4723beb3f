package io.jenkins.plugins.codepipeline.core.request;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.codepipeline.model.PutJobFailureResultRequest;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/** Arguments for tests as trees of maps, and what is read from them. */
final class Trees {

    static final String JOB_ID = "11111111-abcd-1111-abcd-111111abcdef";

    private Trees() {}

    /** Valid arguments of a success, with one member set to a value; dots in the path lead into structures. */
    static Map<String, Object> with(String path, Object value) {
        return with(JobResultOperation.SUCCESS, path, value);
    }

    /** Valid arguments with one member set to a value; dots in the path lead into structures. */
    static Map<String, Object> with(JobResultOperation operation, String path, Object value) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("jobId", JOB_ID);
        if (operation == JobResultOperation.FAILURE) {
            tree.put("failureDetails", new LinkedHashMap<>(Map.of("type", "JobFailed", "message", "m")));
        } else if (path.startsWith("currentRevision.")) {
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

    static PutJobSuccessResultRequest read(Map<String, ?> members) throws InvalidInputException {
        return read(members, null);
    }

    static PutJobSuccessResultRequest read(Map<String, ?> members, String cliInputJson) throws InvalidInputException {
        return (PutJobSuccessResultRequest) RequestReader.read(JobResultOperation.SUCCESS, members, cliInputJson);
    }

    static PutJobFailureResultRequest readFailure(Map<String, ?> members) throws InvalidInputException {
        return (PutJobFailureResultRequest) RequestReader.read(JobResultOperation.FAILURE, members, null);
    }

    static List<ValidationError> problems(Map<String, ?> members) {
        return problems(JobResultOperation.SUCCESS, members, null);
    }

    /** Everything that is wrong with arguments; nothing if they are valid. */
    static List<ValidationError> problems(JobResultOperation operation, Map<String, ?> members, String cliInputJson) {
        try {
            RequestReader.read(operation, members, cliInputJson);
            return List.of();
        } catch (InvalidInputException e) {
            return e.errors();
        }
    }

    static List<String> paths(List<ValidationError> problems) {
        return problems.stream().map(ValidationError::path).toList();
    }
}
