package io.jenkins.plugins.codepipeline.bench.sdk;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What the benchmarks report: a result as a pipeline gives it, and output variables of any size in every notation. */
public final class Example {

    public static final String REGION = "eu-west-1";
    public static final String ACCESS_KEY_ID = "AKIDEXAMPLE";
    public static final String SECRET_ACCESS_KEY = "example";

    public static final String JOB_ID = "0123abcd-4567-89ef-0123-456789abcdef";
    public static final String REVISION = "4f2c1e9d8b7a6f5e4d3c2b1a0f9e8d7c6b5a4f3e";
    public static final String CHANGE_IDENTIFIER = "jenkins-deploy-1234";
    public static final String FAILURE_TYPE = "JobFailed";
    public static final String FAILURE_MESSAGE = "The smoke test failed";
    public static final String NONCE = "3";
    public static final String CATEGORY = "Deploy";
    public static final String PROVIDER = "Jenkins";
    public static final String VERSION = "1";
    public static final Map<String, String> QUERY = Map.of("ProjectName", "deploy");
    public static final String SUMMARY = "Deployed to production";
    public static final String EXTERNAL_EXECUTION_ID = "https://jenkins.example.com/job/deploy/1234/";

    /** As many bytes as most actions have. */
    public static final int TYPICAL_BYTES = 200;

    /** Of each variable, name and value together. */
    private static final int VARIABLE_BYTES = 40;

    private Example() {}

    /** The plain tree of a result, as the step makes it of a script's arguments. */
    public static Map<String, Object> tree() {
        return Map.of(
                "jobId", JOB_ID,
                "currentRevision", Map.of("revision", REVISION, "changeIdentifier", CHANGE_IDENTIFIER),
                "executionDetails",
                        Map.of("summary", SUMMARY, "externalExecutionId", EXTERNAL_EXECUTION_ID, "percentComplete", 100),
                "outputVariables", variables(TYPICAL_BYTES));
    }

    /** The plain tree of a failure. */
    public static Map<String, Object> failureTree() {
        return Map.of(
                "jobId", JOB_ID,
                "failureDetails",
                        Map.of("type", FAILURE_TYPE, "message", FAILURE_MESSAGE, "externalExecutionId", EXTERNAL_EXECUTION_ID));
    }

    /** Many small variables, which cost more than a few large ones of the same size. */
    public static Map<String, String> variables(int bytes) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < bytes / VARIABLE_BYTES; i++) {
            String name = "variable" + i;
            variables.put(name, "v".repeat(VARIABLE_BYTES - name.length()));
        }
        return variables;
    }

    public static String shorthand(Map<String, ?> members) {
        return members.entrySet().stream()
                .map(member -> member.getKey() + '=' + member.getValue())
                .collect(Collectors.joining(","));
    }

    public static String json(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> '"' + member.getKey() + "\": \"" + member.getValue() + '"')
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
