package io.jenkins.plugins.codepipeline.demo.aws;

/** An error of an AWS service. */
final class ServiceException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    ServiceException(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    ServiceException(String code, String message) {
        this(400, code, message);
    }

    static ServiceException validation(String message) {
        return new ServiceException("ValidationException", message);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
