package io.jenkins.plugins.codepipeline.demo.aws;

import java.time.Instant;
import java.util.Optional;

/**
 * A request of an AWS client, and what became of it.
 *
 * @param operation nothing where it is none that the endpoint knows
 * @param accessKeyId that of the signature, or an empty text
 * @param region that of the signature, or the endpoint's own
 * @param request the body of the request
 * @param answer nothing where the request was not acted on and not answered
 */
public record Exchange(
        Instant time,
        Optional<Operation> operation,
        String accessKeyId,
        String region,
        String request,
        Optional<Answer> answer,
        Delivery delivery) {

    /** What happens to the answer. */
    public enum Delivery {
        SENT,
        /** It is sent after some seconds. */
        DELAYED,
        /** The connection is closed instead. */
        LOST,
        /** The connection stays open without it. */
        NEVER
    }

    /** Whether the client gets the answer. */
    public boolean isAnswered() {
        return delivery == Delivery.SENT || delivery == Delivery.DELAYED;
    }
}
