package io.jenkins.plugins.codepipeline.demo.aws;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who signed a request, and for what, as its {@code Authorization} header says. */
record CredentialScope(String accessKeyId, String date, String region, String service, String signedHeaders, String signature) {

    private static final Pattern AUTHORIZATION =
            Pattern.compile("AWS4-HMAC-SHA256 +Credential=([^/]+)/(\\d{8})/([^/]+)/([^/]+)/aws4_request, *"
                    + "SignedHeaders=([^,]+), *Signature=([0-9a-f]{64})");

    static Optional<CredentialScope> of(AwsRequest request) {
        return request.header("authorization")
                .map(AUTHORIZATION::matcher)
                .filter(Matcher::matches)
                .map(header -> new CredentialScope(
                        header.group(1),
                        header.group(2),
                        header.group(3),
                        header.group(4),
                        header.group(5),
                        header.group(6)));
    }

    @Override
    public String toString() {
        return String.join("/", date, region, service, "aws4_request");
    }
}
