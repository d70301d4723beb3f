package io.jenkins.plugins.codepipeline.core.request;

/**
 * A text that the AWS CLI would take as the name of a file to read. Here that would be a file of the controller, which a
 * job must not read.
 */
final class FileReference {

    private FileReference() {}

    static void refuse(String text) throws SyntaxException {
        if (text.startsWith("file://") || text.startsWith("fileb://")) {
            throw new SyntaxException(Printable.value(text), Messages.FileReference_allowed());
        }
    }
}
