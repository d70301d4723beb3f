package io.jenkins.plugins.codepipeline.demo.aws;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The operations of AWS CodePipeline and AWS STS that a job worker calls. */
public enum Operation {
    POLL_FOR_JOBS("PollForJobs"),
    ACKNOWLEDGE_JOB("AcknowledgeJob"),
    GET_JOB_DETAILS("GetJobDetails"),
    LIST_ACTION_TYPES("ListActionTypes"),
    PUT_JOB_SUCCESS_RESULT("PutJobSuccessResult"),
    PUT_JOB_FAILURE_RESULT("PutJobFailureResult"),
    GET_CALLER_IDENTITY("GetCallerIdentity"),
    ASSUME_ROLE("AssumeRole");

    /** Those of CodePipeline. */
    public static final Set<Operation> OF_CODE_PIPELINE = EnumSet.range(POLL_FOR_JOBS, PUT_JOB_FAILURE_RESULT);

    /** Those that report a result. */
    public static final Set<Operation> RESULTS = EnumSet.of(PUT_JOB_SUCCESS_RESULT, PUT_JOB_FAILURE_RESULT);

    private static final String TARGET_PREFIX = "CodePipeline_20150709.";

    private final String label;

    Operation(String label) {
        this.label = label;
    }

    /** The operation as AWS names it. */
    public String label() {
        return label;
    }

    /** The name of the service in signatures, ARNs and IAM actions. */
    String service() {
        return OF_CODE_PIPELINE.contains(this) ? "codepipeline" : "sts";
    }

    static Optional<Operation> find(AwsRequest request) {
        return Arrays.stream(values()).filter(operation -> operation.isCalledBy(request)).findFirst();
    }

    private boolean isCalledBy(AwsRequest request) {
        return OF_CODE_PIPELINE.contains(this)
                ? request.header("x-amz-target").filter((TARGET_PREFIX + label)::equals).isPresent()
                : label.equals(request.form().get("Action"));
    }
}
