package io.jenkins.plugins.codepipeline.core.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/** The input skeleton that {@code --generate-cli-skeleton} of the AWS CLI prints, made from the SDK's own model. */
public final class Skeleton {

    private Skeleton() {}

    /** The skeleton as the AWS CLI prints it, with the line end behind it. */
    public static String text() {
        StringWriter text = new StringWriter();
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                        .withRootSeparator("")
                        .withObjectFieldValueSpacing(Spacing.AFTER))
                .withObjectIndenter(new DefaultIndenter("    ", "\n"));
        try (JsonGenerator json = new JsonFactory().createGenerator(text).setPrettyPrinter(printer)) {
            writeStructure(json, PutJobSuccessResultRequest.builder());
        } catch (IOException e) {
            throw new UncheckedIOException("A text in memory can be written", e);
        }
        return text.append('\n').toString();
    }

    private static void writeStructure(JsonGenerator json, SdkPojo structure) throws IOException {
        json.writeStartObject();
        for (SdkField<?> field : structure.sdkFields()) {
            json.writeFieldName(field.memberName());
            writeValue(json, field);
        }
        json.writeEndObject();
    }

    private static void writeValue(JsonGenerator json, SdkField<?> field) throws IOException {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.SDK_POJO) {
            writeStructure(json, field.constructor().get());
        } else if (type == MarshallingType.MAP) {
            json.writeStartObject();
            json.writeFieldName("KeyName");
            writeValue(json, field.getTrait(MapTrait.class).valueFieldInfo());
            json.writeEndObject();
        } else if (type == MarshallingType.INTEGER) {
            json.writeNumber(0);
        } else {
            json.writeString(type == MarshallingType.INSTANT ? "1970-01-01T00:00:00" : "");
        }
    }
}
