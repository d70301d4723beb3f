package io.jenkins.plugins.codepipeline.demo.aws;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The access keys of the account: their secrets, and what they may not do. As long as there is none, every signature is taken. */
public final class AccessKeys {

    static final String USER_ARN = "arn:aws:iam::" + Jobs.ACCOUNT_ID + ":user/demo";

    private final Map<String, Secret> secrets = new HashMap<>();
    private final Map<String, Set<Operation>> denied = new HashMap<>();

    private record Secret(String secretAccessKey, Optional<String> sessionToken) {}

    AccessKeys() {}

    /** Makes a key known, and from now on refuses requests that no known key signed. */
    public void add(String accessKeyId, String secretAccessKey) {
        add(accessKeyId, new Secret(secretAccessKey, Optional.empty()));
    }

    /** The same for a key that works only with its session token. */
    public void add(String accessKeyId, String secretAccessKey, String sessionToken) {
        add(accessKeyId, new Secret(secretAccessKey, Optional.of(sessionToken)));
    }

    private synchronized void add(String accessKeyId, Secret secret) {
        secrets.put(accessKeyId, secret);
    }

    /** Makes the key of a role's session known, where keys have to be known. */
    synchronized void addSession(String accessKeyId, String secretAccessKey, String sessionToken) {
        if (!secrets.isEmpty()) {
            add(accessKeyId, secretAccessKey, sessionToken);
        }
    }

    /** Deletes a key; requests that it signed are refused, unless it was the last. */
    public synchronized void remove(String accessKeyId) {
        secrets.remove(accessKeyId);
    }

    /** Answers operations with AccessDeniedException where this key asks for them. */
    public synchronized void deny(String accessKeyId, Operation... operations) {
        denied.computeIfAbsent(accessKeyId, id -> EnumSet.noneOf(Operation.class)).addAll(List.of(operations));
    }

    /** Takes back {@link #deny}. */
    public synchronized void permit(String accessKeyId, Operation... operations) {
        denied.getOrDefault(accessKeyId, EnumSet.noneOf(Operation.class)).removeAll(List.of(operations));
    }

    synchronized void check(AwsRequest request, Operation operation) throws ServiceException {
        if (!secrets.isEmpty()) {
            checkSignature(
                    request,
                    operation,
                    request.scope().orElseThrow(() ->
                            new ServiceException("MissingAuthenticationTokenException", "Missing Authentication Token")));
        }
        if (denied.getOrDefault(request.accessKeyId(), Set.of()).contains(operation)) {
            throw Fault.ACCESS_DENIED.error(operation).get();
        }
    }

    private void checkSignature(AwsRequest request, Operation operation, CredentialScope scope) throws ServiceException {
        Secret secret = secrets.get(scope.accessKeyId());
        if (secret == null || !secret.sessionToken().equals(request.header("x-amz-security-token"))) {
            throw Fault.UNRECOGNIZED_CLIENT.error(operation).get();
        }
        if (!scope.service().equals(operation.service())
                || !SignatureVersion4.of(request, scope, secret.secretAccessKey()).equals(scope.signature())) {
            throw Fault.INVALID_SIGNATURE.error(operation).get();
        }
    }
}
