package io.jenkins.plugins.codepipeline.core.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import software.amazon.awssdk.core.protocol.MarshallingType;

/** The input skeleton of an operation, as {@code --generate-cli-skeleton} of the AWS CLI prints it. */
public final class InputSkeleton {

    private InputSkeleton() {}

    /** The skeleton with a line break at its end. */
    public static String text(JobResultOperation operation) {
        StringWriter text = new StringWriter();
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                        .withRootSeparator("")
                        .withObjectFieldValueSpacing(Spacing.AFTER))
                .withObjectIndenter(new DefaultIndenter("    ", "\n"));
        try (JsonGenerator json = new JsonFactory().createGenerator(text).setPrettyPrinter(printer)) {
            writeStructure(json, operation.model().fields());
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return text.append('\n').toString();
    }

    private static void writeStructure(JsonGenerator json, List<RequestField> fields) throws IOException {
        json.writeStartObject();
        for (RequestField field : fields) {
            json.writeFieldName(field.name());
            writeValue(json, field);
        }
        json.writeEndObject();
    }

    private static void writeValue(JsonGenerator json, RequestField field) throws IOException {
        MarshallingType<?> type = field.type();
        if (type == MarshallingType.SDK_POJO) {
            writeStructure(json, field.members());
        } else if (type == MarshallingType.MAP) {
            json.writeStartObject();
            json.writeStringField("KeyName", "");
            json.writeEndObject();
        } else if (type == MarshallingType.INTEGER) {
            json.writeNumber(0);
        } else {
            json.writeString(type == MarshallingType.INSTANT ? "1970-01-01T00:00:00" : field.constraint().skeleton());
        }
    }
}
