package io.jenkins.plugins.codepipeline.demo.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Computes the signature that a request to {@code POST /} must have, by the user guide of IAM, "Create a signed AWS API
 * request". The SDK's signer cannot be asked: it adds headers of its own to the signed ones.
 */
final class SignatureVersion4 {

    private SignatureVersion4() {}

    static String of(AwsRequest request, CredentialScope scope, String secretAccessKey) {
        String headers = Arrays.stream(scope.signedHeaders().split(";"))
                .map(name -> name + ':' + request.header(name).orElse("").strip().replaceAll(" +", " ") + '\n')
                .collect(joining());
        String canonicalRequest = String.join("\n", "POST", "/", "", headers, scope.signedHeaders(), sha256(request.body()));
        String stringToSign = String.join(
                "\n",
                "AWS4-HMAC-SHA256",
                request.header("x-amz-date").orElse(""),
                scope.toString(),
                sha256(canonicalRequest));
        byte[] key = ("AWS4" + secretAccessKey).getBytes(UTF_8);
        for (String part : scope.toString().split("/")) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, stringToSign));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
