package io.jenkins.plugins.codepipeline.demo;

import io.jenkins.plugins.codepipeline.demo.aws.Operation;
import java.util.Arrays;
import java.util.Set;

/** The operations that the page can let fail together. */
enum FaultScope {
    ALL(Operation.OF_CODE_PIPELINE),
    POLL(Set.of(Operation.POLL_FOR_JOBS)),
    ACKNOWLEDGE(Set.of(Operation.ACKNOWLEDGE_JOB)),
    DETAILS(Set.of(Operation.GET_JOB_DETAILS)),
    RESULTS(Operation.RESULTS);

    private final Set<Operation> operations;

    FaultScope(Set<Operation> operations) {
        this.operations = operations;
    }

    Set<Operation> operations() {
        return operations;
    }

    String label() {
        return Texts.of("faults." + name());
    }

    /** Words for any set of operations, also one that the page does not offer. */
    static String label(Set<Operation> operations) {
        return Arrays.stream(values())
                .filter(scope -> scope.operations.equals(operations))
                .map(FaultScope::label)
                .findFirst()
                .orElseGet(() -> String.join(", ", operations.stream().map(Operation::label).toList()));
    }
}
