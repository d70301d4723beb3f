package io.jenkins.plugins.codepipeline.demo.aws;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** The operations of AWS STS, whose answers are XML and whose errors have names of their own. */
final class SecurityTokenService {

    private static final String CALLER_IDENTITY = """
            <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <GetCallerIdentityResult>
                <Arn>%s</Arn>
                <UserId>AIDADEMO</UserId>
                <Account>%s</Account>
              </GetCallerIdentityResult>
            </GetCallerIdentityResponse>
            """.formatted(AccessKeys.USER_ARN, Jobs.ACCOUNT_ID);

    private static final String SESSION = """
            <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <AssumeRoleResult>
                <Credentials>
                  <AccessKeyId>%s</AccessKeyId>
                  <SecretAccessKey>%s</SecretAccessKey>
                  <SessionToken>%s</SessionToken>
                  <Expiration>%s</Expiration>
                </Credentials>
              </AssumeRoleResult>
            </AssumeRoleResponse>
            """;

    private static final String ERROR = """
            <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <Error>
                <Type>Sender</Type>
                <Code>%s</Code>
                <Message>%s</Message>
              </Error>
            </ErrorResponse>
            """;

    /** What STS calls the errors that every service has, by their names at CodePipeline. */
    private static final Map<String, String> ERRORS = Map.of(
            "AccessDeniedException", "AccessDenied",
            "ExpiredTokenException", "ExpiredToken",
            "InvalidSignatureException", "SignatureDoesNotMatch",
            "MissingAuthenticationTokenException", "MissingAuthenticationToken",
            "UnrecognizedClientException", "InvalidClientTokenId");

    private static final long SESSION_SECONDS = 3600;

    private final AccessKeys accessKeys;

    SecurityTokenService(AccessKeys accessKeys) {
        this.accessKeys = accessKeys;
    }

    Answer callerIdentity() {
        return Answer.xml(200, CALLER_IDENTITY);
    }

    /** Makes the keys of a role's session. */
    Answer assumeRole() {
        String random = UUID.randomUUID().toString().replace("-", "");
        String accessKeyId = "ASIA" + random.substring(0, 16).toUpperCase(Locale.ROOT);
        String secretAccessKey = "sessionSecret/" + random;
        String sessionToken = "sessionToken/" + random;
        accessKeys.addSession(accessKeyId, secretAccessKey, sessionToken);
        Instant end = Instant.now().plusSeconds(SESSION_SECONDS).truncatedTo(SECONDS);
        return Answer.xml(200, SESSION.formatted(accessKeyId, secretAccessKey, sessionToken, end));
    }

    static Answer error(ServiceException error) {
        return ERRORS.containsKey(error.code())
                ? Answer.xml(403, ERROR.formatted(ERRORS.get(error.code()), error.getMessage()))
                : Answer.xml(error.status(), ERROR.formatted(error.code(), error.getMessage()));
    }
}
